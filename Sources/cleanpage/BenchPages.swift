import ArgumentParser
import Benchmarks

/// `cleanpage bench pages`.
struct BenchPages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "Time whole pages: decode, clean, encode.",
    discussion: """
      From the bytes of a file to the bytes of its result, inside this process, one page after another; reading, \
      writing and start-up are not in it.

      Examples:
        cleanpage bench pages scan.png
        cleanpage bench pages scans/ --model seed --runs 3 --json
      """)

  @Argument(help: ArgumentHelp("Files, or folders of them (recursively).", valueName: "file"))
  var files: [String]

  @Option(help: ArgumentHelp("The network: 'default', 'seed', or a .safetensors file.", valueName: "name|file"))
  var model = "default"

  @OptionGroup var options: BenchOptions

  func run() throws {
    var benchmark = PageBenchmark(files: files)
    benchmark.model = model
    try options.report(benchmark.run)
  }
}

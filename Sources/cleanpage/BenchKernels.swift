import ArgumentParser
import Benchmarks

/// `cleanpage bench kernels`.
struct BenchKernels: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "kernels",
    abstract: "Time single kernels at the sizes of the shipped networks.",
    discussion: """
      GFLOP/s are those of the direct method; 'done' counts the multiply-adds of the kernel's own products, columns of \
      padding included, and the share of the peak is theirs. The peak is measured on one thread, too.

      Example:
        cleanpage bench kernels --size 64x32 --runs 3
      """)

  @Option(help: ArgumentHelp("Size of the feature maps (default: 256x64).", valueName: "WIDTHxHEIGHT"))
  var size: ImageSize?

  @OptionGroup var options: BenchOptions

  func validate() throws {
    if let size, max(size.width, size.height) > 2048 {
      throw ValidationError("--size must be at most 2048x2048 for kernels, not \(size).")
    }
  }

  func run() throws {
    var benchmark = KernelBenchmarks()
    if let size { (benchmark.width, benchmark.height) = (size.width, size.height) }
    try options.report(benchmark.run)
  }
}

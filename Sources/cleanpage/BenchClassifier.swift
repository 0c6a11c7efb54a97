import ArgumentParser
import Benchmarks

/// `cleanpage bench classifier`.
struct BenchClassifier: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "classifier",
    abstract: "Time a classifier: images a second, forward and in training steps.",
    discussion: """
      A training step is forward, loss, backward and update by Adam, from fresh weights. Networks of any size get \
      images of 28×28.

      Examples:
        cleanpage bench classifier
        cleanpage bench classifier --batch 36 --runs 3
      """)

  @Argument(
    help: ArgumentHelp(
      "A network or model file (default: the EMNIST network of Pipelines/networks/emnist-d4.yaml).", valueName: "file"))
  var network: String?

  @Option(help: ArgumentHelp("Images of a run.", valueName: "n"))
  var batch = 128

  @OptionGroup var options: BenchOptions

  func validate() throws {
    try checkBatch(batch)
  }

  func run() throws {
    var benchmark = ClassifierBenchmark(network: network)
    benchmark.batch = batch
    try options.report(benchmark.run)
  }
}

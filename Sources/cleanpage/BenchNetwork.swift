import ArgumentParser
import Benchmarks
import ModelLibrary
import PageCleaning

/// `cleanpage bench network`.
struct BenchNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "network",
    abstract: "Time networks: forward, or a whole training step.",
    discussion: """
      Networks that clean pages are run as pages are, 16-bit gray in and out, cut into strips for all threads; others, \
      and batches, layer by layer. A training step is forward, loss, backward and update by Adam, from fresh weights; \
      the loss is cross-entropy where the network ends in a softmax, else the mean squared error.

      Examples:
        cleanpage bench network default --size 540x420
        cleanpage bench network seed --training --batch 2 --size 54x42 --json
      """)

  @Argument(
    help: ArgumentHelp(
      "Models by name or file, or network files (default: \(ShippedModels.names.joined(separator: " "))).",
      valueName: "model|file"))
  var networks: [String] = []

  @Option(
    help: ArgumentHelp(
      "Size of the input, rounded up to the network's alignment (default: 540x420, or the network's own).",
      valueName: "WIDTHxHEIGHT"))
  var size: ImageSize?

  @Option(help: ArgumentHelp("Samples of a run.", valueName: "n"))
  var batch = 1

  @Flag(help: "Time training steps.")
  var training = false

  @Option(
    help: ArgumentHelp(
      "Take the input from a file of 32-bit floats, little-endian, [batch, height, width, channels].",
      valueName: "file"))
  var input: String?

  @Option(
    help: ArgumentHelp(
      "Write the output to such a file; pages without their way through 16 bits.", valueName: "file"))
  var output: String?

  @Flag(help: "Replace the output file if it is there already.")
  var overwrite = false

  @OptionGroup var options: BenchOptions

  func validate() throws {
    try checkSize(size)
    try checkBatch(batch)
    if input != nil || output != nil, networks.count != 1 {
      throw ValidationError("--input and --output are for one network.")
    }
    if output != nil, training {
      throw ValidationError("--output is for the forward pass, not for --training.")
    }
  }

  func run() throws {
    try options.report { settings in
      var benchmark = try NetworkBenchmark(names: networks.isEmpty ? ShippedModels.names : networks)
      if let size { (benchmark.width, benchmark.height) = (size.width, size.height) }
      benchmark.batch = batch
      benchmark.trains = training
      benchmark.inputFile = input
      benchmark.outputFile = output
      benchmark.replaces = overwrite
      return try benchmark.run(settings)
    }
  }
}

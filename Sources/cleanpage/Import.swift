import ArgumentParser
import ModelLibrary
import PipelineEngine

/// `cleanpage import`.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a model of weights that PyTorch has trained.",
    discussion: """
      The weights are a safetensors file of 16-, 32- or 64-bit floating-point tensors with PyTorch's names and \
      layouts. The name map says which of them is which parameter of the network: \
      '{tensors: {features.0.weight: conv1.weight, …}}'; a '*' on both sides stands for any text. Tensors that are not \
      taken stand under 'ignore', layers that the file has no weights for under 'fresh'. Convolutions, dense layers \
      and normalisations are laid out anew, also where a dense layer follows a flattened map. Settings are not in the \
      file: PyTorch's batch normalisation has 'epsilon: 1.0e-5, momentum: 0.9' here.

      Examples:
        cleanpage import vgg.safetensors --network vgg.yaml --names map.yaml -o model
      """)

  @Argument(help: ArgumentHelp("The safetensors file.", valueName: "weights"))
  var weights: String

  @Option(help: ArgumentHelp("The network file.", valueName: "file"))
  var network: String

  @Option(help: ArgumentHelp("The name map.", valueName: "file"))
  var names: String

  @Option(name: .shortAndLong, help: ArgumentHelp("File for the model.", valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp("Determines the weights of fresh layers.", valueName: "n"))
  var seed: UInt64 = 1

  @Flag(help: "Replace the model if it is there already.")
  var overwrite = false

  func run() throws {
    try reporting {
      Interruption.handle()
      var job = ModelImport(weights: weights, network: network, names: names, output: output)
      job.seed = seed
      job.overwrite = overwrite
      return try job.run()
    }
  }
}

import ArgumentParser
import ModelLibrary
import NeuralNetwork
import PageCleaning
import PipelineEngine
import TextRecognition

/// `cleanpage inspect`.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Say what a file is: an image, a pipeline, a network, a model or a language.",
    discussion: """
      An image: format, pages, sizes, depths, resolution. A pipeline, by file or built-in name: its stages with \
      the values and the meaning of every key. A network or model, by file or built-in name: its layers, sizes and \
      cost, and how the model was trained. A language model, by file or built-in name: its size, the characters it \
      knows, and how it was trained.

      Examples:
        cleanpage inspect scan.tif
        cleanpage inspect clean
        cleanpage inspect default
        cleanpage inspect english
        cleanpage inspect --plan default --size 2480x3508
      """)

  @Argument(help: "The file, or the name of a built-in pipeline or model.")
  var file: String

  @Flag(help: "For a network or model: how it is run, with each layer's kernel, cost and measured share of the time.")
  var plan = false

  @Option(help: ArgumentHelp("For --plan: the size of the input.", valueName: "WIDTHxHEIGHT"))
  var size: ImageSize?

  func validate() throws {
    try checkSize(size)
    if size != nil, !plan { throw ValidationError("--size is for --plan.") }
  }

  func run() throws {
    try reporting {
      if plan {
        try writeStandardOutput(line: describePlan(file, width: size?.width, height: size?.height))
      } else if PipelineFile.builtInNames.contains(file) {
        try writeStandardOutput(line: describePipeline(.builtIn(file), catalogue: stageCatalogue))
      } else if ShippedModels.contains(file) || file.hasSuffix(".safetensors") {
        try writeStandardOutput(line: describeModel(ShippedModels.modelOrNetwork(file)))
      } else if ShippedLanguages.names.contains(file) || isLanguageFile(file) {
        try writeStandardOutput(line: describeLanguage(ShippedLanguages.language(file)))
      } else if try isImageFile(file) {
        try writeStandardOutput(line: describeImage(file))
      } else if NetworkFile.isNetwork(file) {
        let network = try NetworkFile.read(file)
        try writeStandardOutput(line: NetworkSummary(network, input: network.exampleInput).description)
      } else {
        try writeStandardOutput(line: describePipeline(PipelineFile(contentsOf: file), catalogue: stageCatalogue))
      }
      return .success
    }
  }
}

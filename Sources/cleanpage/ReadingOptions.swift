import ArgumentParser
import PageText
import PipelineEngine
import TextRecognition

/// The options that change how pages are read.
struct ReadingOptions: ParsableArguments {
  @Option(help: "What the pages are written in; 'auto' takes what reads a page with more certainty.")
  var script: ClassifyStage.Script?

  @Option(
    help: ArgumentHelp(
      "The language by which doubtful characters are decided: 'english', 'none', or a file.",
      valueName: "english|none|file"))
  var language: String?

  @Option(
    help: ArgumentHelp(
      "Write what every character may be, a JSON object each, of all documents that are read, in their order.",
      valueName: "file.jsonl"))
  var predictions: String?

  /// An option that says how pages are read, if one is given.
  var named: String? { script != nil ? "--script" : language != nil ? "--language" : nil }

  func apply(to pipeline: inout PipelineFile) throws {
    try pipeline.set("classify.script", script?.rawValue, "--script")
    try pipeline.set("classify.language", language.map { quotedForYAML(pathInPipeline($0)) }, "--language")
  }
}

extension TextFormat: ExpressibleByArgument {}

extension ClassifyStage.Script: ExpressibleByArgument {}

import CPipelines

extension PipelineFile {
  /// The pipelines inside the program, by name.
  public static let builtInNames = ["clean", "degrade", "ocr"]

  /// A pipeline that is compiled into the program.
  ///
  /// - Throws: ``UsageError`` when there is none of that name.
  public static func builtIn(_ name: String) throws -> PipelineFile {
    switch name {
    case "clean": return try PipelineFile(text: String(cString: pipeline_clean()), path: "Pipelines/clean.yaml")
    case "degrade": return try PipelineFile(text: String(cString: pipeline_degrade()), path: "Pipelines/degrade.yaml")
    case "ocr": return try PipelineFile(text: String(cString: pipeline_ocr()), path: "Pipelines/ocr.yaml")
    default:
      throw UsageError(
        "there is no pipeline '\(name)'" + suggestion(for: name, among: builtInNames, called: "pipelines"))
    }
  }

  /// The pipeline that an argument means: a file, or else one inside the program.
  public static func named(_ argument: String) throws -> PipelineFile {
    if !argument.contains("/"), !argument.contains("."), builtInNames.contains(argument) {
      return try builtIn(argument)
    }
    return try PipelineFile(contentsOf: argument)
  }
}

import ArgumentParser
import PipelineEngine

/// `cleanpage run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run documents through a pipeline file.",
    discussion: """
      A pipeline file is a YAML list of stages with their parameters; 'cleanpage inspect clean' shows the one \
      that 'cleanpage clean' uses, with every key explained. The file is checked whole before the first page \
      is read. Relative paths in it start from its own folder.

      Examples:
        cleanpage run my.yaml < scan.png > clean.png
        cleanpage run clean scans/ -o cleaned/ --set encode.format=png
      """)

  @Argument(help: "The pipeline file, or the name of a built-in pipeline.")
  var pipeline: String

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Set a value over the file's; may be repeated.", valueName: "stage.key=value"))
  var values: [String] = []

  @OptionGroup var pages: PageOptions

  func run() throws {
    try reporting {
      Interruption.handle()
      var file = try PipelineFile.named(pipeline)
      if let memory = pages.run.maxMemory, file.stageNames.contains("decode") {
        try file.set("decode.maxMemory=\(memory.bytes)", catalogue: stageCatalogue, option: "--max-memory")
      }
      for value in values { try file.set(value, catalogue: stageCatalogue) }
      return try pages.job(file).run()
    }
  }
}

import ArgumentParser
import Experiments
import PipelineEngine

/// `cleanpage experiment`.
struct Experiment: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "experiment",
    abstract: "Train the networks of the reports and compare the figures.",
    discussion: """
      Examples:
        cleanpage experiment list
        cleanpage experiment run C24 --epochs 1 --limit 4
        cleanpage experiment table
      """,
    subcommands: [
      ExperimentRun.self, ExperimentTableCommand.self, ExperimentReportCommand.self, ExperimentListCommand.self,
    ])
}

/// Where experiments and their records are.
struct ExperimentFolders: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of the experiments' pipeline files.", valueName: "folder"))
  var files = "Pipelines/experiments"

  @Option(help: ArgumentHelp("The folder of the records.", valueName: "folder"))
  var runs = "runs/experiments"
}

/// `cleanpage experiment list`.
struct ExperimentListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the experiments there are.",
    discussion: """
      Example:
        cleanpage experiment list
      """)

  @OptionGroup var folders: ExperimentFolders

  func run() throws {
    try reporting {
      try writeStandardOutput(line: listExperiments(ExperimentFile.all(in: folders.files)))
      return .success
    }
  }
}

/// `cleanpage experiment table`.
struct ExperimentTableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table",
    abstract: "Compare what was recorded with the figures of the reports.",
    discussion: """
      A row an experiment and way of dividing its examples. 'ours' is the loss of training and validation of the weights \
      that were kept, or the accuracy on test images, else on those validated on. Seconds an epoch are with validation. \
      What was not run says so.

      Examples:
        cleanpage experiment table
        cleanpage experiment table --format csv
      """)

  /// How a table is written.
  enum Format: String, ExpressibleByArgument, CaseIterable { case markdown, csv }

  @Option(help: ArgumentHelp("markdown or csv; csv has every figure in a column of its own.", valueName: "format"))
  var format = Format.markdown

  @OptionGroup var folders: ExperimentFolders

  func run() throws {
    try reporting {
      let table = try ExperimentTable(ExperimentFile.all(in: folders.files), runs: folders.runs)
      try writeStandardOutput(Array((format == .csv ? table.csv : table.markdown).utf8))
      return .success
    }
  }
}

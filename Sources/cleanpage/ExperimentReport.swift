import ArgumentParser
import Experiments
import PipelineEngine

/// `cleanpage experiment report`.
struct ExperimentReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write what was recorded as pictures and as one page.",
    discussion: """
      Beside each record: report.html, which any browser opens, and its pictures, learning-curves.svg and, where there is \
      something for them, folds.svg, confusion.svg and strips.svg. A run writes them itself when it ends. The pages' paths \
      are printed. Of a group, experiments of which nothing was recorded are left out.

      Examples:
        cleanpage experiment report C24
        cleanpage experiment report --group C
      """)

  @OptionGroup var selection: ExperimentSelection
  @OptionGroup var folders: ExperimentFolders

  func run() throws {
    try reporting {
      var isAny = false
      for file in try selection.files(in: folders.files) {
        if let page = try file.writeReport(runs: folders.runs) {
          try writeStandardOutput(line: page)
          isAny = true
        } else if selection.group == nil {
          throw FileError(
            RecordFolder(folders.runs, id: file.id).recordPath,
            "is not there; 'cleanpage experiment run \(file.id)' makes it, --runs names another folder",
            status: .missingInput)
        }
      }
      if !isAny, let group = selection.group {
        throw FileError(
          folders.runs, "holds no record of group \(group); 'cleanpage experiment run --group \(group)' makes some",
          status: .missingInput)
      }
      return .success
    }
  }
}

import ArgumentParser
import PipelineEngine

/// `cleanpage evaluate text`.
struct EvaluateText: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Character and word error rates of what was read.",
    discussion: """
      Compares two files, or the .txt files of a folder with those of the same path, without the extension, in the \
      folder of truths: .txt, or .json as 'cleanpage synthesise' writes it. What was not read does not \
      count. The rates are Levenshtein's distance, in Unicode scalars or words, over the length of the truth; white \
      space of any kind counts as one blank. A line a page goes to standard output or the CSV file, the figures over \
      all pages to standard error.

      Examples:
        cleanpage evaluate text text/ --truth truth/
        cleanpage evaluate text text/ --truth truth/ --csv errors.csv
        cleanpage evaluate text page.txt --truth truth.txt
      """)

  @Argument(help: ArgumentHelp("What was read: a text file, or a folder of them.", valueName: "path"))
  var readings: String

  @Option(help: ArgumentHelp("What is written there: a file, or a folder of them.", valueName: "path"))
  var truth: String

  @Option(help: ArgumentHelp("File for the line a page (default: standard output).", valueName: "file"))
  var csv: String?

  @Flag(help: "Replace the CSV file if it is there already.")
  var overwrite = false

  func run() throws {
    try reporting {
      Interruption.handle()
      var job = TextEvaluationJob(readings: readings, truth: truth)
      job.csv = csv
      job.replaces = overwrite
      return try job.run()
    }
  }
}

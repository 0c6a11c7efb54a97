import ArgumentParser
import PageText
import PipelineEngine

/// `cleanpage ocr`.
struct Ocr: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ocr",
    abstract: "Clean documents and read them.",
    discussion: """
      Writes the text of each document: plain, as Tesseract's table, as hOCR, as ALTO 4, or as a JSON object a \
      character with what else it may be. Boxes are in pixels of the page as it came in. Without -o the text goes to \
      standard output; that of several documents goes there as that of one, its pages numbered through, where hOCR and \
      JSON still say which document a page is from. 'cleanpage clean --text' writes clean pages and text in one go.

      Examples:
        cleanpage ocr scan.png
        cleanpage ocr < scan.png > page.txt
        cleanpage ocr scan.tif -o scan.hocr
        cleanpage ocr scans/ -o text/ --format alto --predictions characters.jsonl
      """)

  @Option(help: "Format of the text (default: what the extension of a file after -o says, or txt).")
  var format: TextFormat?

  @Flag(help: "Join words that are divided at line ends; changes plain text only.")
  var joinHyphens = false

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var pages: PageOptions

  func run() throws {
    try reporting {
      Interruption.handle()
      var pipeline = try PipelineFile.builtIn("ocr")
      try cleaning.apply(to: &pipeline, run: pages.run)
      try reading.apply(to: &pipeline)
      let named = try pages.extensionOfResult()
      let formatOfResult = format ?? TextFormat.allCases.first { $0.fileExtension == named }
      try pipeline.set("write-text.format", formatOfResult?.rawValue, "--format")
      try pipeline.set("write-text.joinHyphens", joinHyphens ? "true" : nil, "--join-hyphens")
      var job = try pages.job(pipeline)
      job.predictions = reading.predictions
      return try job.run()
    }
  }
}

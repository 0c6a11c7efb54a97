import ArgumentParser
import PageText
import PipelineEngine

/// `cleanpage clean`, what `cleanpage` does when no command is named.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Clean documents (the default command).",
    discussion: """
      Reads PNG, TIFF, JPEG and PNM, told apart by content, and writes 8-bit gray pages in the same format or that of the name after -o; \
      bilevel pages stay bilevel, and pages in colour become gray unless --keep-colour is given. A page that would lose a \
      large part of its ink passes through uncleaned, with a warning. Folders keep their structure and names.

      Examples:
        cleanpage < scan.png > clean.png
        cleanpage scan.tif -o clean.tif
        cleanpage scans/ -o cleaned/ --format png --skip-existing
        cleanpage --keep-colour < scan.png > clean.png
        cleanpage scans/ -o cleaned/ --reference clean/ --metrics errors.csv
      """)

  @Option(
    help: """
      Format of the results (default: what the extension of a file after -o says, or the document's own).
      """)
  var format: EncodeStage.Format?

  @Flag(help: "Write 8-bit gray, also for bilevel pages.")
  var gray = false

  @Flag(help: "Write black and white, by Otsu's threshold.")
  var bilevel = false

  @Flag(help: "Write pages in colour that come in colour: paper loses its tint, ink keeps its hue.")
  var keepColour = false

  @Option(
    help: ArgumentHelp(
      "Effort of PNG and TIFF: 0 (stored) to 9 (small and slow). Nothing changes in other formats (default: 1).",
      valueName: "level"))
  var compression: Int?

  @Option(
    help: ArgumentHelp(
      "Read the pages too, and write their text beside the results: txt, tsv, hocr (hOCR), alto (ALTO 4) or jsonl.",
      valueName: "format"))
  var text: TextFormat?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var pages: PageOptions

  func validate() throws {
    if gray, bilevel { throw ValidationError("--gray and --bilevel exclude each other.") }
    if keepColour, gray || bilevel {
      throw ValidationError("--keep-colour and \(gray ? "--gray" : "--bilevel") exclude each other.")
    }
    if let option = reading.named, !reads {
      throw ValidationError("\(option) is for pages that are read; add --text or --predictions.")
    }
  }

  /// Whether the pages are read.
  private var reads: Bool { text != nil || reading.predictions != nil }

  func run() throws {
    try reporting {
      Interruption.handle()
      var pipeline = try PipelineFile.builtIn("clean")
      if reads {
        pipeline.insert(["segment", "classify"], of: try PipelineFile.builtIn("ocr"), before: "encode")
        try reading.apply(to: &pipeline)
        try pipeline.set("encode.text", text?.rawValue, "--text")
      }
      try cleaning.apply(to: &pipeline, run: pages.run)
      try pipeline.set("normalise.keepColour", keepColour ? "true" : nil, "--keep-colour")
      let named = try pages.extensionOfResult().flatMap(EncodeStage.Format.init(fileExtension:))
      try pipeline.set("encode.format", (format ?? named)?.rawValue, "--format")
      try pipeline.set("encode.depth", gray ? "gray" : bilevel ? "bilevel" : nil, gray ? "--gray" : "--bilevel")
      try pipeline.set("encode.compression", compression.map(String.init), "--compression")
      var job = try pages.job(pipeline)
      job.predictions = reading.predictions
      return try job.run()
    }
  }
}

extension EncodeStage.Format: ExpressibleByArgument {}

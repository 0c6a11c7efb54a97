import ArgumentParser
import PipelineEngine

/// `cleanpage clean`, what `cleanpage` does when no command is named.
struct Clean: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Clean documents (the default command).",
    discussion: """
      Reads PNG, TIFF, JPEG and PNM, told apart by content, and writes 8-bit gray pages in the same format; \
      bilevel pages stay bilevel. Folders keep their structure and names.

      Examples:
        cleanpage < scan.png > clean.png
        cleanpage scan.tif -o clean.tif
        cleanpage scans/ -o cleaned/ --format png --skip-existing
        cleanpage scans/ -o cleaned/ --reference clean/ --metrics errors.csv
      """)

  /// The formats a result can have.
  enum Format: String, ExpressibleByArgument, CaseIterable { case same, png, tiff, jpeg, pnm }

  @Option(help: "Format of the results.")
  var format: Format?

  @Flag(help: "Write 8-bit gray, also for bilevel pages.")
  var gray = false

  @Flag(help: "Write black and white, by Otsu's threshold.")
  var bilevel = false

  @Option(help: ArgumentHelp("Effort of PNG and TIFF compression, 0 to 9.", valueName: "level"))
  var compression: Int?

  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var pages: PageOptions

  func validate() throws {
    if gray, bilevel { throw ValidationError("--gray and --bilevel exclude each other.") }
  }

  func run() throws {
    try reporting {
      Interruption.handle()
      var pipeline = try PipelineFile.builtIn("clean")
      try cleaning.apply(to: &pipeline, run: pages.run)
      func set(_ key: String, _ value: String?, _ option: String) throws {
        guard let value else { return }
        try pipeline.set("\(key)=\(value)", catalogue: stageCatalogue, option: option)
      }
      try set("encode.format", format?.rawValue, "--format")
      try set("encode.depth", gray ? "gray" : bilevel ? "bilevel" : nil, gray ? "--gray" : "--bilevel")
      try set("encode.compression", compression.map(String.init), "--compression")
      return try pages.job(pipeline).run()
    }
  }
}

/// The options that change how the built-in pipeline cleans.
struct CleaningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The network: 'default', 'seed', or a .safetensors file.", valueName: "name|file"))
  var model: String?

  @Option(help: ArgumentHelp("Side of a tile in pixels; bounds memory.", valueName: "pixels"))
  var tileSize: Int?

  @Option(help: ArgumentHelp("Pixels a page may have (default: 500000000).", valueName: "n"))
  var maxPixels: Int?

  func apply(to pipeline: inout PipelineFile, run: RunOptions) throws {
    func set(_ key: String, _ value: String?, _ option: String) throws {
      guard let value else { return }
      try pipeline.set("\(key)=\(value)", catalogue: stageCatalogue, option: option)
    }
    try set("denoise.model", model.map { quotedForYAML(path($0)) }, "--model")
    try set("tile.size", tileSize.map(String.init), "--tile-size")
    try set("decode.maxPixels", maxPixels.map(String.init), "--max-pixels")
    try set("decode.maxMemory", run.maxMemory.map { String($0.bytes) }, "--max-memory")
  }

  /// A file named on the command line is meant from the current folder, and in a pipeline from the pipeline's.
  private func path(_ model: String) -> String {
    model.contains("/") || model.contains(".") ? absolutePath(model) : model
  }

  /// A file name may hold characters that mean something in YAML.
  private func quotedForYAML(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

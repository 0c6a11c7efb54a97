import ArgumentParser
import PipelineEngine

/// The options that change how the built-in pipeline cleans.
struct CleaningOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The network: 'default', 'seed', or a .safetensors file.", valueName: "name|file"))
  var model: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How much of the cleaning is taken: 1 all of it, 0 nothing, 0.5 halfway (default: 1).", valueName: "0...1"))
  var strength: Double?

  @Flag(
    help: """
      Clean pages also where that takes a large part of their ink, and pages that are clean already; they pass through \
      uncleaned otherwise.
      """)
  var alwaysClean = false

  @Flag(help: "Leave faint ink as faint as it is, also where a page has no other, and dark pages as dark.")
  var keepFaint = false
  @Flag(
    help:
      "Clean dark bands along a scan's sides, ground around its sheet and punch holes like everything else; they become paper otherwise."
  )
  var keepBorders = false
  @Flag(help: "Leave specks to the network; those far smaller than the dots of print become paper otherwise.")
  var keepSpecks = false
  @Flag(help: "Clean pictures like everything else; photographs and halftones keep their tones otherwise.")
  var noPictures = false

  @Option(help: ArgumentHelp("Largest width of a tile in pixels; bounds memory.", valueName: "pixels"))
  var tileSize: Int?

  @Option(help: ArgumentHelp("Pixels a page may have (default: 500000000).", valueName: "n"))
  var maxPixels: Int?

  func apply(to pipeline: inout PipelineFile, run: RunOptions) throws {
    try pipeline.set("denoise.model", model.map { quotedForYAML(pathInPipeline($0)) }, "--model")
    try pipeline.set("denoise.strength", strength.map { "\($0)" }, "--strength")
    try pipeline.set("guard.largestLoss", alwaysClean ? "1" : nil, "--always-clean")
    try pipeline.set("guard.keepsCleanPages", alwaysClean ? "false" : nil, "--always-clean")
    try pipeline.set("restore.faintInk", keepFaint ? "false" : nil, "--keep-faint")
    try pipeline.set("borders.remove", keepBorders ? "false" : nil, "--keep-borders")
    try pipeline.set("specks.remove", keepSpecks ? "false" : nil, "--keep-specks")
    try pipeline.set("pictures.keep", noPictures ? "false" : nil, "--no-pictures")
    try pipeline.set("tile.size", tileSize.map(String.init), "--tile-size")
    try pipeline.set("decode.maxPixels", maxPixels.map(String.init), "--max-pixels")
    try pipeline.set("decode.maxMemory", run.maxMemory.map { String($0.bytes) }, "--max-memory")
  }
}

/// The path in a pipeline of a file on the command line, where it is meant from the current folder and not from the
/// pipeline's; a name without slash and dot is none.
func pathInPipeline(_ name: String) -> String { name.contains("/") || name.contains(".") ? absolutePath(name) : name }

extension PipelineFile {
  /// Sets a value of a stage to that of an option, where the option is given.
  mutating func set(_ key: String, _ value: String?, _ option: String) throws {
    guard let value else { return }
    try set("\(key)=\(value)", catalogue: stageCatalogue, option: option)
  }
}

/// A text as a YAML value: a file name may hold characters that mean something there.
func quotedForYAML(_ text: String) -> String {
  "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

import ArgumentParser
import Degradation
import PipelineEngine

/// `cleanpage degrade`.
struct Degrade: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "degrade",
    abstract: "Make clean pages dirty: stains, folds, shadows, bad scans.",
    discussion: """
      What happens to a page follows from the seed, the file's name and the page's number. Lengths are in \
      millimetres, by the resolution in the file.

      Examples:
        cleanpage degrade < clean.png > dirty.png --seed 7
        cleanpage degrade < clean.png > dirty.png --only stain,fold
        cleanpage degrade clean/ -o dirty/ --recipe my.yaml --record drawn.jsonl
      """)

  @Option(help: ArgumentHelp("Determines everything random (default: 1).", valueName: "n"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp("Only these degradations, separated by commas, and these for certain.", valueName: "names"))
  var only: String?

  @Option(help: ArgumentHelp("Recipe file instead of the built-in one.", valueName: "file"))
  var recipe: String?

  @Option(
    help: ArgumentHelp("Picture of paper to lay under pages, or a folder of them; may be repeated.", valueName: "path"))
  var papers: [String] = []

  @Option(help: ArgumentHelp("Dots an inch of pages that do not say (default: 200).", valueName: "n"))
  var dpi: Double?

  @Option(help: ArgumentHelp("Write what was drawn, a JSON object a page.", valueName: "file.jsonl"))
  var record: String?

  @Flag(help: "List the degradations with their parameters and end.")
  var list = false

  @OptionGroup var pages: PageOptions

  func validate() throws {
    if let only, only.allSatisfy({ $0 == "," || $0.isWhitespace }) {
      throw ValidationError("--only names one degradation or more; --list shows them.")
    }
  }

  func run() throws {
    try reporting {
      if list {
        try writeStandardOutput(line: DegradationListing.text)
        return .success
      }
      try checkDistinct(("-o", pages.output), ("--metrics", pages.metrics), ("--record", record))
      Interruption.handle()
      var pipeline = try PipelineFile.builtIn("degrade")
      try pipeline.set("degrade.seed", seed.map(String.init), "--seed")
      try pipeline.set("degrade.only", only.map { "[\($0)]" }, "--only")
      try pipeline.set("degrade.recipe", recipe.map { quotedForYAML(absolutePath($0)) }, "--recipe")
      try pipeline.set(
        "degrade.papers",
        papers.isEmpty ? nil : "[" + papers.map { quotedForYAML(absolutePath($0)) }.joined(separator: ", ") + "]",
        "--papers")
      try pipeline.set("degrade.dpi", dpi.map { "\($0)" }, "--dpi")
      try pipeline.set("degrade.record", record.map { quotedForYAML(absolutePath($0)) }, "--record")
      return try pages.job(pipeline).run()
    }
  }
}

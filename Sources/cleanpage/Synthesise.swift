import ArgumentParser
import Foundation
import PipelineEngine

#if Synthesis
  import FreeTypeFonts
  import Synthesis
#endif

/// `cleanpage synthesise`.
struct Synthesise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "synthesise",
    abstract: "Make clean pages with their truth, from texts, fonts and pictures.",
    discussion: """
      Writes 00000.png and 00000.json, and so on: the page, and every region, line, word and character on it with \
      its box. A page follows from the seed, its number and the material; neither --count nor --jobs changes it.

      The command needs FreeType and is left out of ordinary builds; build it with \
      'apt-get install libfreetype-dev && swift build -c release --traits Synthesis'.

      Examples:
        cleanpage synthesise -o pages/ --count 2 --corpus text.txt --fonts fonts/
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("Folder for the pages.", valueName: "folder"))
  var output: String

  @Option(help: ArgumentHelp("How many pages.", valueName: "n"))
  var count = 1

  @Option(help: ArgumentHelp("The first page's number.", valueName: "n"))
  var first = 0

  @Option(help: ArgumentHelp("What all random choices follow from.", valueName: "n"))
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("Plain text to set, in UTF-8; may be repeated.", valueName: "file"))
  var corpus: [String]

  @Option(help: ArgumentHelp("A font, or a folder of .ttf and .otf fonts; may be repeated.", valueName: "folder|file"))
  var fonts: [String]

  @Option(
    help: ArgumentHelp("Take only these fonts: a style and a font's file name a line.", valueName: "file"))
  var fontList: String?

  @Option(
    help: ArgumentHelp(
      "A JPEG or PNG, or a folder of them; may be repeated (default: procedural pictures).", valueName: "folder|file"))
  var pictures: [String] = []

  @Option(
    help: ArgumentHelp(
      "Images of handwritten characters as an IDX file, gzip or not, such as EMNIST's ByClass.", valueName: "file"))
  var handwriting: String?

  @Option(help: ArgumentHelp("Their labels as an IDX file, numbered as in EMNIST's ByClass.", valueName: "file"))
  var handwritingLabels: String?

  @Flag(help: "The images' rows and columns are exchanged, as in EMNIST's own files.")
  var handwritingTransposed = false

  @Option(help: ArgumentHelp("Pixels a row.", valueName: "pixels"))
  var width = 1024

  @Option(help: ArgumentHelp("Rows.", valueName: "pixels"))
  var height = 1024

  @Option(
    help: ArgumentHelp(
      "Dots an inch, or a range from which each page's are drawn (default: 75:600).", valueName: "min:max"))
  var dpi: ResolutionRange?

  @Option(help: ArgumentHelp("Make only pages of this kind; may be repeated.", valueName: "kind"))
  var onlyKind: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Flag(help: "Replace pages that are there already.")
  var overwrite = false

  func validate() throws {
    try checkJobs(jobs)
    if (handwriting == nil) != (handwritingLabels == nil) {
      throw ValidationError("--handwriting and --handwriting-labels need each other.")
    }
    if !(1...1_000_000).contains(count) { throw ValidationError("--count must be from 1 to 1000000, not \(count).") }
    if !(0...99_999_999).contains(first) { throw ValidationError("--first must be from 0 to 99999999, not \(first).") }
    for (option, value) in [("--width", width), ("--height", height)] where !(64...20_000).contains(value) {
      throw ValidationError("\(option) must be from 64 to 20000, not \(value).")
    }
  }

  #if Synthesis
    func run() throws {
      try reporting {
        Interruption.handle()
        var settings = SynthesisSettings()
        settings.seed = seed
        (settings.width, settings.height) = (width, height)
        if let dpi { settings.dpi = dpi.bounds }
        if !onlyKind.isEmpty { settings.kinds = try onlyKind.map(kind) }
        let catalogue = try FontCatalogue(paths: fonts, list: fontList.map(FontList.init(contentsOf:))) { path in
          try FreeTypeFace(path: path)
        }
        let material = SynthesisMaterial(
          corpus: try Corpus(contentsOf: corpus), fonts: catalogue, pictures: try PictureFiles(pictures),
          handwriting: try handwritten())
        var job = SynthesisJob(settings: settings, material: material, pages: first..<first + count, output: output)
        if let jobs { job.jobs = jobs }
        job.replaces = overwrite
        try job.run()
        return .success
      }
    }

    private func handwritten() throws -> HandwrittenCharacters? {
      guard let handwriting, let handwritingLabels else { return nil }
      return try HandwrittenCharacters(
        images: handwriting, labels: handwritingLabels, areTransposed: handwritingTransposed)
    }

    private func kind(_ name: String) throws -> PageKind {
      guard let kind = PageKind(rawValue: name) else {
        let names = PageKind.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("--only-kind must be one of \(names), not '\(name)'")
      }
      return kind
    }
  #else
    func run() throws {
      try reporting {
        throw UsageError(
          "synthesise is not part of this build; it needs FreeType: apt-get install libfreetype-dev && swift build "
            + "-c release --traits Synthesis")
      }
    }
  #endif
}

/// Dots an inch on the command line: `300` or `75:600`.
struct ResolutionRange: ExpressibleByArgument {
  let bounds: ClosedRange<Double>

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard (1...2).contains(parts.count), let least = parts[0], let most = parts[parts.count - 1],
      least >= 30, most <= 2400, least <= most
    else { return nil }
    bounds = least...most
  }
}

import ArgumentParser
import PipelineEngine

#if Synthesis
  import FreeTypeFonts
  import Synthesis

  /// `cleanpage synthesise`.
  struct Synthesise: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "synthesise",
      abstract: "Make clean pages with their truth, from texts, fonts and pictures.",
      discussion: """
        Writes 00000.png and 00000.json, and so on: the page, and every region, line, word and character on it with \
        its box. A page follows from the seed, its number and the material; neither --count nor --jobs changes it.

        Kinds of pages: \(PageKind.allCases.map(\.rawValue).joined(separator: ", ")).

        Examples:
          cleanpage synthesise -o pages/ --count 100 --corpus text.txt --fonts fonts/
          cleanpage synthesise -o pages/ --first 17 --only-kind table --corpus text.txt --fonts fonts/ --overwrite
        """)

    @Option(name: .shortAndLong, help: ArgumentHelp("Folder for the pages.", valueName: "folder"))
    var output: String

    @Option(help: ArgumentHelp("How many pages.", valueName: "n"))
    var count = 1

    @Option(help: ArgumentHelp("The first page's number.", valueName: "n"))
    var first = 0

    @Option(help: ArgumentHelp("What all random choices follow from.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(
      help: ArgumentHelp(
        "Plain text to set, in UTF-8, or a folder of .txt files; may be repeated.", valueName: "folder|file"))
    var corpus: [String]

    @Option(
      help: ArgumentHelp("A font, or a folder of .ttf and .otf fonts; may be repeated.", valueName: "folder|file"))
    var fonts: [String]

    @Option(
      help: ArgumentHelp("Take only these fonts: a style and a font's file name a line.", valueName: "file"))
    var fontList: String?

    @Option(
      help: ArgumentHelp(
        "A JPEG or PNG, or a folder of them; may be repeated (default: procedural pictures).",
        valueName: "folder|file"))
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
    var onlyKind: [PageKind] = []

    @Option(
      name: .jobs, help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
    var jobs: Int?

    @Flag(help: "Replace pages that are there already.")
    var overwrite = false

    func validate() throws {
      try checkJobs(jobs)
      if !(1...1_000_000).contains(count) { throw ValidationError("--count must be from 1 to 1000000, not \(count).") }
      if !(0...99_999_999).contains(first) {
        throw ValidationError("--first must be from 0 to 99999999, not \(first).")
      }
      for (option, value) in [("--width", width), ("--height", height)] where !(64...20_000).contains(value) {
        throw ValidationError("\(option) must be from 64 to 20000, not \(value).")
      }
      if (handwriting == nil) != (handwritingLabels == nil) {
        throw ValidationError("--handwriting and --handwriting-labels need each other.")
      }
    }

    func run() throws {
      try reporting {
        Interruption.handle()
        var settings = SynthesisSettings()
        settings.seed = seed
        (settings.width, settings.height) = (width, height)
        if let dpi { settings.dpi = dpi.bounds }
        if !onlyKind.isEmpty { settings.kinds = onlyKind }
        var job = SynthesisJob(
          settings: settings, material: try material(), pages: first..<first + count, output: output)
        if let jobs { job.jobs = jobs }
        job.replaces = overwrite
        let total = count
        defer { StatusLine.standard.clear() }
        try job.run { done in StatusLine.standard.show("\(done)/\(total) pages") }
        return .success
      }
    }

    private func material() throws -> SynthesisMaterial {
      var material = SynthesisMaterial(
        corpus: try Corpus(contentsOf: corpus),
        fonts: try FontCatalogue(paths: fonts, list: fontList.map(FontList.init(contentsOf:))) { path in
          try FreeTypeFace(path: path)
        }, pictures: try PictureFiles(pictures))
      if let handwriting, let handwritingLabels {
        material.handwriting = try HandwrittenCharacters(
          images: handwriting, labels: handwritingLabels, areTransposed: handwritingTransposed)
      }
      return material
    }
  }

  extension PageKind: ExpressibleByArgument {}

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
#else
  /// `cleanpage synthesise` of a build without FreeType.
  struct Synthesise: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "synthesise",
      abstract: "Make clean pages with their truth (in builds with --traits Synthesis).")

    @Argument(parsing: .allUnrecognized, help: .hidden)
    var arguments: [String] = []

    func run() throws {
      try reporting {
        throw UsageError(
          "synthesise needs FreeType, which this program was built without; build one with 'apt-get install -y "
            + "libfreetype-dev && swift build -c release --traits Synthesis --scratch-path .build/synthesis'")
      }
    }
  }
#endif

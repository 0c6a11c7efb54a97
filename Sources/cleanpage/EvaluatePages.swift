import ArgumentParser
import PipelineEngine

/// `cleanpage evaluate pages`.
struct EvaluatePages: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages",
    abstract: "RMSE, PSNR and SSIM of a denoiser over pairs of noisy and clean pages.",
    discussion: """
      Pages are paired by their path below the folders without the extension. A line a page goes to standard \
      output or the CSV file; the pooled and mean figures go to standard error, by the groups of the list and over \
      all pages. rmse_input, or 'untouched', is the page as normalised, before cleaning. Edges are all within 2 \
      pixels of the clean page's ink, the background is the rest: edge_pixels is their share of the pixels, \
      edge_error that of the squared error.

      Examples:
        cleanpage evaluate pages --noisy scans/ --clean clean/ --csv errors.csv
        cleanpage evaluate pages --noisy scans/ --clean clean/ --modulo 3
        cleanpage evaluate pages --noisy scans/ --clean clean/ --summary all.csv
      """)

  @Option(help: ArgumentHelp("Folder of noisy pages.", valueName: "folder"))
  var noisy: String

  @Option(help: ArgumentHelp("Folder of their clean pages.", valueName: "folder"))
  var clean: String

  @Option(help: ArgumentHelp("File for the line a page (default: standard output).", valueName: "file"))
  var csv: String?

  @Option(help: ArgumentHelp("File for a line a group and one for all pages.", valueName: "file"))
  var summary: String?

  @Flag(help: "Replace the CSV files if they are there already.")
  var overwrite = false

  @Option(
    help: ArgumentHelp(
      "Take only the pages of a list: a name without extension a line, and a group's name after a blank.",
      valueName: "file"))
  var list: String?

  @Option(
    help: ArgumentHelp(
      "Take only pages whose number (the last in the name) leaves --remainder when divided by this.",
      valueName: "n"))
  var modulo: Int?

  @Option(help: ArgumentHelp("What --modulo has to leave (default: 0).", valueName: "n"))
  var remainder: Int?

  @Option(
    help: ArgumentHelp("Evaluate this pipeline file instead of the built-in one.", valueName: "file"))
  var pipeline: String?

  @OptionGroup var cleaning: CleaningOptions
  @OptionGroup var options: RunOptions

  func validate() throws {
    if remainder != nil, modulo == nil { throw ValidationError("--remainder needs --modulo.") }
  }

  func run() throws {
    try reporting {
      try checkDistinct(("--csv", csv), ("--summary", summary))
      Interruption.handle()
      var file = try pipeline.map(PipelineFile.named) ?? PipelineFile.builtIn("clean")
      try cleaning.apply(to: &file, run: options)
      var job = options.job(file)
      job.existing = overwrite ? .overwrite : .refuse
      var evaluation = EvaluationJob(job: job, noisy: noisy, clean: clean)
      evaluation.csv = csv
      evaluation.summary = summary
      if let list { try evaluation.selection.restrict(toListIn: list) }
      if let modulo {
        try evaluation.selection.restrict(toNumbersModulo: modulo, remainders: [remainder ?? 0])
      }
      return try evaluation.run()
    }
  }
}

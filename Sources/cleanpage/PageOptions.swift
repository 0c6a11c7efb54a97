import ArgumentParser
import PipelineEngine

/// What the commands that clean documents have in common.
struct PageOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Files, folders (recursively), or '-' for standard input, which is also read when nothing is named.",
      valueName: "input"))
  var inputs: [String] = []

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "File for the result, or folder for the results of several; '-' is standard output.",
      valueName: "path"))
  var output: String?

  @Flag(help: "Replace results that are there already.")
  var overwrite = false

  @Flag(
    help: """
      Leave results that are there already, and do not clean their documents again; of those with several pages in a file each, \
      only what is missing is written.
      """)
  var skipExisting = false

  @Option(
    help: ArgumentHelp(
      "Measure against clean pages: a folder with the inputs' names (extensions may differ), or one page.",
      valueName: "path"))
  var reference: String?

  @Option(
    help: ArgumentHelp(
      "Write the errors against the references as CSV, a line a page; rmse_input is that of the page as normalised, "
        + "before cleaning.",
      valueName: "file.csv"))
  var metrics: String?

  @OptionGroup var run: RunOptions

  func validate() throws {
    if overwrite, skipExisting {
      throw ValidationError("--overwrite and --skip-existing exclude each other.")
    }
    if metrics != nil, reference == nil {
      throw ValidationError("--metrics needs the clean pages to measure against; name them with --reference.")
    }
  }

  /// The extension of the file that the only result goes to, in lower case; `nil` where results go elsewhere.
  func extensionOfResult() throws -> String? {
    let documents = try InputDocuments(inputs.isEmpty ? ["-"] : inputs)
    guard let output, case .file(let path) = try OutputTarget.place(output: output, for: documents) else { return nil }
    return fileExtension(of: path)
  }

  func job(_ pipeline: PipelineFile) throws -> PageJob {
    var job = run.job(pipeline)
    job.inputs = inputs
    job.output = output
    job.existing = overwrite ? .overwrite : skipExisting ? .skip : .refuse
    job.references = reference
    job.metrics = metrics
    return job
  }
}

/// How much of the machine a command uses and how much it tells.
struct RunOptions: ParsableArguments {
  @Option(
    name: .jobs, help: ArgumentHelp("Threads to compute with (default: one a processor).", valueName: "n"))
  var jobs: Int?

  @Option(
    help: ArgumentHelp(
      "Memory for documents in flight, such as 800M or 2G; a document that needs more is refused.",
      valueName: "bytes"))
  var maxMemory: ByteCount?

  @Flag(name: .shortAndLong, help: "Report nothing but failures.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Report every document.")
  var verbose = false

  func validate() throws {
    try checkJobs(jobs)
  }

  func job(_ pipeline: PipelineFile) -> PageJob {
    var job = PageJob(pipeline: pipeline, catalogue: stageCatalogue)
    if let jobs { job.jobs = jobs }
    job.maxMemory = maxMemory?.bytes
    job.isQuiet = quiet
    job.isVerbose = verbose
    return job
  }
}

extension NameSpecification {
  /// The names of `--jobs`; `-j2` is written as often as `-j 2`.
  static var jobs: NameSpecification { [.customShort("j", allowingJoined: true), .long] }
}

/// Checks the value of `--jobs`.
func checkJobs(_ jobs: Int?) throws {
  if let jobs, !(1...PageJob.mostJobs).contains(jobs) {
    throw ValidationError("--jobs must be from 1 to \(PageJob.mostJobs), not \(jobs).")
  }
}

/// A number of bytes with an optional K, M, G or T for powers of 1024.
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    var digits = argument[...]
    var shift = 0
    if let last = digits.last, let unit = units[Character(last.uppercased())] {
      shift = unit
      digits.removeLast()
    }
    guard let number = Int(digits), number > 0, number <= Int.max >> shift else { return nil }
    bytes = number << shift
  }
}

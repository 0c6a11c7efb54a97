import Foundation
import TextTables

/// A run of documents through a pipeline, as a command line describes it.
public struct PageJob {
  /// The pipeline, with the values of the command line set.
  public var pipeline: PipelineFile
  /// The stages there are.
  public var catalogue: StageCatalogue
  /// Files, folders, or `-`; none means standard input.
  public var inputs: [String] = []
  /// A file, a folder, `-`, or none.
  public var output: String?
  /// What happens to results that are there already.
  public var existing = OutputTarget.Existing.refuse
  /// Threads to compute with, and documents in flight.
  public var jobs = defaultJobs
  /// Bytes that the documents in flight may take together.
  public var maxMemory: Int?
  /// A folder of clean pages, or one, to measure the results against.
  public var references: String?
  /// Where the measurements go.
  public var metrics: String?
  /// Where the characters of all pages go, a JSON object each.
  public var predictions: String?
  /// Whether only failures are reported.
  public var isQuiet = false
  /// Whether every document is reported.
  public var isVerbose = false

  /// The number of processors.
  public static var defaultJobs: Int { ProcessInfo.processInfo.activeProcessorCount }

  /// More threads than any machine of today has processors; each takes memory.
  public static let mostJobs = 256

  /// Makes a job with defaults for the rest.
  public init(pipeline: PipelineFile, catalogue: StageCatalogue) {
    self.pipeline = pipeline
    self.catalogue = catalogue
  }

  /// Runs the job, with progress and failures on standard error.
  ///
  /// - Returns: The exit code.
  /// - Throws: What is wrong with the command line, the pipeline file or the inputs, before anything is read.
  public func run() throws -> ExitStatus {
    var documents = try InputDocuments(inputs.isEmpty ? ["-"] : inputs)
    try checkStandardInput(documents)
    let writesText = pipeline.writesText(catalogue)
    let place = try OutputTarget.place(output: output, for: documents, joins: writesText)
    if place == .standardOutput, !writesText, isatty(STDOUT_FILENO) == 1 {
      throw UsageError(
        "an image is not written to a terminal; redirect it, '> clean.png', or name a file with -o")
    }
    var result: String?
    switch place {
    case .folder(let path): documents.excludedFolder = path
    case .file(let path): result = path
    case .standardOutput, .nowhere: break
    }
    try checkDistinct(("-o", result), ("--metrics", metrics), ("--predictions", predictions))
    let measurements = try references.map { try PageMeasurements(references: ReferencePages($0)) }
    let joins = place == .standardOutput && documents.areMany
    let assembled = try assemble(joinsDocuments: joins)
    if place == .standardOutput, assembled.companionExtension != nil {
      throw UsageError(
        "the text goes to a file beside the image; name one or a folder with -o, or use 'cleanpage ocr' for text only")
    }
    let target = OutputTarget(
      place, existing: existing, documents: documents, companionExtension: assembled.companionExtension,
      outputName: assembled.outputName)
    try target.checkFolder()
    try target.checkExisting(documents)
    let replaces = existing == .overwrite
    for file in [metrics, predictions].compactMap({ $0 }) { try AtomicFile.check(file, replacing: replaces) }
    let characters = predictions.map { _ in CharacterPredictions() }
    let observers: [(any PageObserver)?] = [measurements, characters]
    let outcome = execute(
      assembled, documents, to: target, observer: PageObservers(observers.compactMap { $0 }),
      areMany: documents.areMany, inTurn: joins)
    if joins, !outcome.report.isStopped {
      try writeStandardOutput(assembled.endOfJoined)
    }
    if let measurements, !isQuiet { StatusLine.standard.message(measurements.summary().sentence()) }
    let failures = outcome.report.failures + (measurements?.failures ?? [])
    let status = summarise(outcome, failures: failures, areMany: documents.areMany, leftOut: documents.leftOut)
    // Last, so that nothing else is lost with a file that cannot be written.
    let written = Result { () throws(FileError) in
      if let metrics, let measurements {
        try AtomicFile.write(Array(measurements.csv.utf8), to: metrics, replacing: replaces)
      }
    }
    if let predictions, let characters { try characters.write(to: predictions, replacing: replaces) }
    try written.get()
    return status
  }

  /// Checks the pipeline and makes its stages.
  ///
  /// - Parameter joinsDocuments: Whether the results of all documents go to standard output, as one.
  func assemble(joinsDocuments: Bool = false) throws -> PagePipeline {
    var context = StageContext(workers: jobs)
    context.joinsDocuments = joinsDocuments
    return try PagePipeline(pipeline, catalogue: catalogue, context: context)
  }

  /// Runs the documents with a progress bar where there is a terminal.
  ///
  /// - Parameter inTurn: Whether the documents are run one after the other, each with all threads, and their results
  ///   joined on standard output.
  func execute<Documents: Sequence<InputDocument>>(
    _ pipeline: PagePipeline, _ documents: Documents, to target: OutputTarget,
    observer: (any PageObserver)?, areMany: Bool = true, inTurn: Bool = false
  ) -> (report: RunReport, seconds: Double) {
    var runner = DocumentRunner(pipeline: pipeline, threads: areMany && !inTurn ? jobs : 1)
    runner.observer = observer
    runner.logger = StandardErrorLog.logger(verbose: isVerbose, quiet: isQuiet)
    if let maxMemory {
      runner.memory = maxMemory
      runner.documentLimit = maxMemory
    }
    let clock = ContinuousClock()
    let start = clock.now
    let showsResults = inTurn && isatty(STDOUT_FILENO) == 1
    let shows = !isQuiet && areMany && !showsResults && StatusLine.standard.isTerminal
    let total = shows ? documents.reduce(0) { count, _ in count + 1 } : 0
    let bar = ProgressBar()
    let report = runner.run(documents, to: target) { progress in
      if shows { bar.show(progress, of: total) }
    }
    bar.finish()
    return (report, seconds(clock.now - start))
  }

  private func checkStandardInput(_ documents: InputDocuments) throws {
    let count = documents.inputs.count { $0 == .standardInput }
    guard count > 0 else { return }
    if count > 1 { throw UsageError("standard input, '-', can be read only once") }
    guard isatty(STDIN_FILENO) == 1 else { return }
    throw UsageError(
      "no input: name a page, 'cleanpage scan.png -o clean.png', or pipe one in, "
        + "'cleanpage < scan.png > clean.png'; 'cleanpage --help' says more")
  }

  /// Reports what was done and what failed.
  func summarise(
    _ outcome: (report: RunReport, seconds: Double), failures: [PageFailure], areMany: Bool, leftOut: Int = 0
  ) -> ExitStatus {
    var report = outcome.report
    report.failures = failures
    if report.isQuiet { return report.status }
    if areMany, !isQuiet {
      let rate = decimals(Double(report.pages) / max(outcome.seconds, 0.001), 1)
      var text = "\(counted(report.pages, "page")) of \(counted(report.documents, "document")) in "
      text += "\(decimals(outcome.seconds, 1)) s (\(rate) pages/s)"
      if report.passedThrough > 0 { text += ", \(report.passedThrough) passed through uncleaned" }
      if report.skipped > 0 { text += ", \(report.skipped) skipped" }
      if leftOut > 0 { text += ", \(counted(leftOut, "file")) of other kinds left out" }
      if !failures.isEmpty { text += ", \(failures.count) failed" }
      if report.isStopped { text += "; stopped before the end" }
      StatusLine.standard.message("cleanpage: \(text)\(failures.isEmpty ? "" : ":")")
    }
    for failure in failures { StatusLine.standard.message("cleanpage: \(failure)") }
    return report.status
  }
}

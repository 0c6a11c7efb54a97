import Foundation

/// The measurement of a pipeline on pairs of a noisy and a clean page.
public struct EvaluationJob {
  /// The pipeline; its pages are measured where they would be encoded, and not written.
  public var job: PageJob
  /// The folder of noisy pages.
  public var noisy: String
  /// The folder of clean pages, paired by relative path without extension.
  public var clean: String
  /// Which pages are taken.
  public var selection = PageSelection()
  /// Where the line a page goes; standard output when `nil`.
  public var csv: String?
  /// The file for a line a group, and one for all pages; none when `nil`.
  public var summary: String?

  /// Makes an evaluation of all pairs.
  public init(job: PageJob, noisy: String, clean: String) {
    self.job = job
    self.noisy = noisy
    self.clean = clean
  }

  /// Runs the evaluation: a line a page as data, the figures by group and over all pages on standard error.
  ///
  /// - Throws: ``FileError``, before anything is run: 66 when a noisy page has no clean one, 73 when a file for
  ///   lines cannot be created or is there already; after the run, 74 when lines cannot be written.
  public func run() throws -> ExitStatus {
    let replaces = job.existing == .overwrite
    for file in [csv, summary].compactMap({ $0 }) { try AtomicFile.check(file, replacing: replaces) }
    let references = try ReferencePages(clean)
    let documents = Array(try InputDocuments([noisy]))
    if let missing = selection.firstMissing(among: documents.map(\.relativePath)) {
      throw FileError(noisy, "holds no page '\(missing)', which the list names", status: .missingInput)
    }
    let selected = documents.filter { $0.problem != nil || selection.contains($0.relativePath) }
    guard !selected.isEmpty else {
      throw FileError(noisy, "holds no page that the selection takes", status: .missingInput)
    }
    for document in selected {
      if let problem = document.problem { throw problem }
      if references.path(for: document.relativePath) == nil {
        throw FileError(document.name, "has no clean page of the same name in \(clean)", status: .missingInput)
      }
    }
    let measurements = PageMeasurements(references: references)
    let pipeline = try job.assemble()
    let outcome = job.execute(pipeline, selected, to: OutputTarget(.nowhere), observer: measurements)
    var summaries = selection.groupNames.map { group in
      (title: group, summary: measurements.summary { selection.group(of: $0.page) == group })
    }
    summaries.append(("all pages", measurements.summary()))
    StatusLine.standard.message(MeasurementSummary.table(summaries))
    let failures = outcome.report.failures + measurements.failures
    let status = job.summarise(outcome, failures: failures, areMany: true)
    // Last, so that nothing else is lost when the lines cannot be written.
    if let summary {
      try AtomicFile.write(Array(MeasurementSummary.csv(summaries).utf8), to: summary, replacing: replaces)
    }
    let rows = Array(measurements.csv.utf8)
    if let csv {
      try AtomicFile.write(rows, to: csv, replacing: replaces)
    } else {
      try writeStandardOutput(rows)
    }
    return status
  }
}

import Logging
import Synchronization
import TestSupport
import Testing

@testable import PipelineEngine

/// What stages say of pages reaches the log and the report.
@Suite struct RemarkTests {
  /// Keeps what is logged.
  private final class Messages: Sendable {
    let lines = Mutex<[String]>([])
  }

  private struct Recorder: LogHandler {
    let messages: Messages
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }
    func log(event: LogEvent) {
      messages.lines.withLock { $0.append("\(event.level): \(event.message)") }
    }
  }

  private func run(_ folder: TemporaryFolder, encodes: Bool = true) throws -> (report: RunReport, lines: [String]) {
    let pipeline = try pipeline("stages: [decode, gray, remark, encode]")
    let documents = try InputDocuments([folder.path + "/in"])
    let messages = Messages()
    var runner = DocumentRunner(pipeline: pipeline, threads: 1)
    runner.logger = Logger(label: "test") { _ in Recorder(messages: messages) }
    let report = runner.run(
      documents, to: OutputTarget(encodes ? .folder(path: folder.path + "/out") : .nowhere, documents: documents))
    let lines = messages.lines.withLock { $0 }.map { $0.replacing(folder.path + "/in/", with: "") }
    return (report, lines.filter { !$0.contains(" in ") })
  }

  @Test(arguments: [true, false]) func remarksNameTheDocumentAndItsPage(encodes: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.pgm", graymap(width: 7))
    try folder.write("in/b.pgm", graymap() + graymap(width: 7) + graymap(width: 7))
    let (report, lines) = try run(folder, encodes: encodes)
    #expect(
      lines == [
        "warning: a.pgm: was left alone", "info: b.pgm, page 1: was seen", "warning: b.pgm, page 2: was left alone",
        "warning: b.pgm, page 3: was left alone",
      ])
    #expect(report.pages == 4 && report.passedThrough == 3 && report.status == .success)
  }
}

/// Encodes and writes the pages of a document, each while the page after it is computed, and keeps the record of what
/// became of them; used by the thread that runs the document.
final class EncodeBehind {
  private enum Outcome {
    /// The page went to the encoder, which finished that many files.
    case encoded(files: Int)
    case notEncoded(any Error)
    case notWritten(any Error)
  }

  /// What became of the pages so far, in their order.
  private(set) var result = DocumentResult()
  private let run: DocumentRun
  private let emit: (EncodedFile) throws -> Void
  private var current: (page: Int, outcome: Background<Outcome>)?
  /// Pages that are encoded and not in a written file yet.
  private var waiting = 0

  init(_ run: DocumentRun, emit: @escaping (EncodedFile) throws -> Void) {
    self.run = run
    self.emit = emit
  }

  /// Records a failure.
  func fail(_ error: any Error, page: Int? = nil) {
    result.failures.append(PageFailure(document: run.document.name, page: page, error: error))
  }

  /// Records what stages said of a page.
  func note(_ remarks: [PageRemark], page: Int) { result.remarks += remarks.map { (page, $0) } }

  /// Encodes a page, once the one before is done.
  func start(_ computed: ComputedPage, page: Int) {
    finish()
    guard result.writingError == nil else { return }
    let emit = self.emit
    let work = { Self.write(computed.encode, emit) }
    if computed.isOnly { return settle(work(), page: page) }
    run.memory.startEncoding(computed.memoryNeeded)
    current = (page, Background(name: "encode", work))
  }

  /// Waits until the page before is encoded and written.
  func finish() {
    guard let (page, outcome) = current else { return }
    current = nil
    settle(outcome.wait(), page: page)
    run.memory.endEncoding()
  }

  /// Writes what the encoder has kept until the end of the document.
  func end(_ files: () throws -> [EncodedFile]) {
    finish()
    guard waiting > 0 || result.pages > 0, result.writingError == nil else { return }
    switch Self.write(files, emit) {
    case .encoded: result.pages += waiting
    case .notEncoded(let error): fail(error)
    case .notWritten(let error): stop(error)
    }
  }

  /// Takes the page's number from the only failure and the remarks of a document that has no other page.
  func forgetPageNumber() {
    for index in result.remarks.indices { result.remarks[index].page = nil }
    if result.failures.count == 1 { result.failures[0].page = nil }
  }

  private func settle(_ outcome: Outcome, page: Int) {
    switch outcome {
    case .encoded(let files):
      waiting += 1
      if files > 0 {
        result.pages += waiting
        waiting = 0
      }
      run.pageDone()
    case .notEncoded(let error): fail(error, page: page)
    case .notWritten(let error): stop(error)
    }
  }

  private func stop(_ error: any Error) {
    fail(error)
    result.writingError = error
  }

  private static func write(_ files: () throws -> [EncodedFile], _ emit: (EncodedFile) throws -> Void) -> Outcome {
    let encoded: [EncodedFile]
    do {
      encoded = try files()
    } catch {
      return .notEncoded(error)
    }
    do {
      for file in encoded { try emit(file) }
    } catch {
      return .notWritten(error)
    }
    return .encoded(files: encoded.count)
  }
}

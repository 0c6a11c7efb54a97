import Foundation
import Logging
import Synchronization

/// Runs documents through a pipeline on a fixed number of threads.
///
/// Each thread takes the next document when it has finished one, so that at most as many documents as threads
/// are in memory, however many there are, and one document is decoded or encoded while another is computed. Inside a
/// document the next page is decoded and the last one encoded and written while one is computed. A
/// document that fails does not stop the others; a full disk, or an output nobody reads any more, does.
public struct DocumentRunner: Sendable {
  /// The pipeline.
  public let pipeline: PagePipeline
  /// Documents in flight at most.
  public var threads: Int
  /// Bytes that the documents in flight may take together.
  public var memory = MemoryBudget.defaultCapacity
  /// Bytes a document may have; as many as the documents in flight together, unless set.
  public var documentLimit = MemoryBudget.defaultCapacity
  /// Sees the gray planes of the pages.
  public var observer: (any PageObserver)?
  /// Where warnings of pages that passed through go, and notes for `--verbose`.
  public var logger = Logger(label: "cleanpage") { _ in SwiftLogNoOpLogHandler() }

  /// Makes a runner.
  public init(pipeline: PagePipeline, threads: Int) {
    self.pipeline = pipeline
    self.threads = max(1, threads)
  }

  /// Runs all documents, and returns when they are done.
  ///
  /// - Parameter progress: Called after each page and document, from the threads of the run.
  public func run<Documents: Sequence<InputDocument>>(
    _ documents: Documents, to target: OutputTarget,
    progress: @escaping @Sendable (RunProgress) -> Void = { _ in }
  ) -> RunReport {
    let queue = DocumentQueue(documents)
    let budget = MemoryBudget(capacity: memory)
    let state = RunState(report: progress)
    let work: @Sendable () -> Void = {
      while !state.isStopped, let (number, document) = queue.next() {
        autoreleasing { process(document, number: number, to: target, budget: budget, state: state) }
      }
    }
    // Where the system gives fewer threads, those do the work; where it gives none, this one does.
    let workers = (0..<threads).compactMap { DedicatedThread(name: "document \($0)", work) }
    if workers.isEmpty { work() }
    for worker in workers { worker.join() }
    return state.report()
  }

  private func process(
    _ input: InputDocument, number: Int, to target: OutputTarget, budget: MemoryBudget, state: RunState
  ) {
    let lease = budget.lease(input.size())
    defer { lease.end() }
    do {
      guard try target.claim(input) else {
        logger.info("\(input.name): skipped, its result is there already")
        return state.skipped()
      }
      var document = try input.load(limit: documentLimit)
      document.number = number
      var run = DocumentRun(document: document)
      run.observer = observer
      run.encodes = target.place != .nowhere
      let size = document.bytes.count
      run.memory = DocumentMemory(
        take: { lease.resize(to: size + $0) }, tryToTake: { lease.tryToResize(to: size + $0) })
      run.pageDone = { state.pageDone() }
      defer { observer?.documentEnded(document) }
      let clock = ContinuousClock()
      let start = clock.now
      let result = pipeline.run(run) { try target.write($0, of: input) }
      logger.info("\(input.name): \(counted(result.pages, "page")) in \(clock.now - start)")
      for (page, remark) in result.remarks {
        let text = "\(pageName(input.name, page: page)): \(remark.text)"
        logger.log(level: remark.kind == .note ? .info : .warning, "\(text)")
      }
      state.finished(result, number: number)
      if let error = result.writingError { stop(state, after: error) }
    } catch {
      var result = DocumentResult()
      result.failures = [PageFailure(document: input.name, page: nil, error: error)]
      state.finished(result, number: number)
      stop(state, after: error)
    }
  }

  /// Ends the run where an error means that no further document can succeed.
  private func stop(_ state: RunState, after error: any Error) {
    if let error = error as? FileError, error.stopsTheRun { state.stop(quietly: error.code == EPIPE) }
    if exitStatus(of: error) == .interrupted { state.stop(quietly: true) }
  }
}

/// Hands out the documents of a sequence to several threads.
private final class DocumentQueue: @unchecked Sendable {
  // The iterator is guarded by `lock`.
  private let lock = NSLock()
  private var iterator: any IteratorProtocol<InputDocument>
  private var count = 0

  init(_ documents: some Sequence<InputDocument>) { iterator = documents.makeIterator() }

  func next() -> (number: Int, document: InputDocument)? {
    lock.lock()
    defer { lock.unlock() }
    guard let document = iterator.next() else { return nil }
    count += 1
    return (count, document)
  }
}

/// Frees what Foundation has autoreleased, where there is such a thing.
private func autoreleasing(_ body: () -> Void) {
  #if canImport(Darwin)
    autoreleasepool(invoking: body)
  #else
    body()
  #endif
}

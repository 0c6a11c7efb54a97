import Synchronization

/// How far a run has come.
public struct RunProgress: Sendable, Equatable {
  /// Documents done, failed ones included.
  public var documents = 0
  /// Pages that went through.
  public var pages = 0
  /// Pages and documents that failed.
  public var failures = 0
}

/// What became of a run.
public struct RunReport: Sendable {
  /// Documents, failed and skipped ones included.
  public var documents = 0
  /// Documents skipped because their result was there already.
  public var skipped = 0
  /// Pages that went through.
  public var pages = 0
  /// Those of them that went through as they were before they were cleaned.
  public var passedThrough = 0
  /// What failed, in the order of the documents.
  public var failures: [PageFailure] = []
  /// Whether the run ended before its last document.
  public var isStopped = false
  /// Whether it ended because nobody reads the output any more, which needs no message.
  public var isQuiet = false

  /// Makes the report of a run that has not begun.
  public init() {}

  /// The exit code: the gravest of the failures'.
  ///
  /// A fault of the program outweighs trouble with files, which outweighs bad pages.
  public var status: ExitStatus {
    let order: [ExitStatus] = [
      .interrupted, .software, .inputOutput, .cannotCreate, .missingInput, .usage, .badPage,
    ]
    let statuses = Set(failures.map(\.status))
    return order.first(where: statuses.contains) ?? .success
  }
}

/// The state that the threads of a run share.
final class RunState: Sendable {
  private struct Shared {
    var progress = RunProgress()
    var report = RunReport()
    var failures: [(number: Int, failure: PageFailure)] = []
  }

  private let shared = Mutex(Shared())
  private let stopped = Atomic<Bool>(false)
  private let progress: @Sendable (RunProgress) -> Void

  init(report: @escaping @Sendable (RunProgress) -> Void) { progress = report }

  var isStopped: Bool { stopped.load(ordering: .relaxed) }

  func pageDone() {
    progress(
      shared.withLock { shared in
        shared.progress.pages += 1
        return shared.progress
      })
  }

  func skipped() {
    progress(
      shared.withLock { shared in
        shared.progress.documents += 1
        shared.report.documents += 1
        shared.report.skipped += 1
        return shared.progress
      })
  }

  func finished(_ result: DocumentResult, number: Int) {
    progress(
      shared.withLock { shared in
        shared.report.documents += 1
        shared.report.pages += result.pages
        shared.report.passedThrough += result.passedThrough
        shared.failures += result.failures.map { (number, $0) }
        shared.progress.documents += 1
        shared.progress.failures += result.failures.count
        return shared.progress
      })
  }

  func stop(quietly: Bool) {
    stopped.store(true, ordering: .relaxed)
    shared.withLock { shared in
      shared.report.isStopped = true
      shared.report.isQuiet = quietly
    }
  }

  func report() -> RunReport {
    shared.withLock { shared in
      var report = shared.report
      report.failures = shared.failures.sorted { $0.number < $1.number }.map(\.failure)
      return report
    }
  }
}

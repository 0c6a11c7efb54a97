import Foundation

/// A fixed set of threads for arithmetic.
///
/// Kernels run for milliseconds and must not block Swift's cooperative threads, so they get threads of
/// their own. Several callers may run work at once; each index of a run is done exactly once, by one worker,
/// and results must not depend on which.
public final class WorkerPool: Sendable {
  /// Number of threads.
  public let count: Int
  private let queue = WorkerQueue()

  /// Starts `count` threads (default: one per active processor).
  public init(count: Int = ProcessInfo.processInfo.activeProcessorCount) {
    self.count = max(1, count)
    for worker in 0..<self.count {
      let thread = Thread { [queue] in queue.work(as: worker) }
      thread.stackSize = 4 << 20
      thread.name = "worker \(worker)"
      thread.start()
    }
  }

  deinit { queue.stop() }

  /// Runs `body` for every index below `count` on the workers and returns when all are done.
  ///
  /// - Parameter body: Called with an index and with the number of the worker that runs it; calls for
  ///   different indices run at the same time, so they must write to places of their own.
  public func run(count total: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    guard total > 0 else { return }
    queue.run(total: total, body)
  }
}

/// The jobs that wait for a worker, and the lock around them.
private final class WorkerQueue: @unchecked Sendable {
  private struct Job {
    let identifier: Int
    let total: Int
    let body: (_ index: Int, _ worker: Int) -> Void
    var next = 0
    var unfinished: Int
  }

  private let condition = NSCondition()
  private var jobs: [Job] = []
  private var nextIdentifier = 0
  private var isStopping = false

  func run(total: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    // The body cannot outlive this call: it returns only when every index has finished.
    withoutActuallyEscaping(body) { escapable in
      condition.lock()
      let identifier = nextIdentifier
      nextIdentifier += 1
      jobs.append(Job(identifier: identifier, total: total, body: escapable, unfinished: total))
      condition.broadcast()
      while let place = jobs.firstIndex(where: { $0.identifier == identifier }) {
        if jobs[place].unfinished == 0 {
          jobs.remove(at: place)
          break
        }
        condition.wait()
      }
      condition.unlock()
    }
  }

  func work(as worker: Int) {
    condition.lock()
    while !isStopping {
      guard let place = jobs.firstIndex(where: { $0.next < $0.total }) else {
        condition.wait()
        continue
      }
      let identifier = jobs[place].identifier
      let index = jobs[place].next
      jobs[place].next += 1
      perform(jobs[place].body, index: index, worker: worker)
      if let place = jobs.firstIndex(where: { $0.identifier == identifier }) {
        jobs[place].unfinished -= 1
        if jobs[place].unfinished == 0 { condition.broadcast() }
      }
    }
    condition.unlock()
  }

  /// Runs one index without the lock. The caller's copy of the body goes before it gives the lock up again,
  /// hence before `run` can return: `withoutActuallyEscaping` demands that no copy outlives it.
  private func perform(_ body: (Int, Int) -> Void, index: Int, worker: Int) {
    condition.unlock()
    body(index, worker)
    condition.lock()
  }

  func stop() {
    condition.lock()
    isStopping = true
    condition.broadcast()
    condition.unlock()
  }
}

import Foundation
import Synchronization

/// A fixed set of threads for arithmetic.
///
/// Kernels run for milliseconds and must not block Swift's cooperative threads, so they get threads of
/// their own. Several callers may run work at once; each index of a run is done exactly once, by one worker,
/// and results must not depend on which. A caller works itself while there is a place among the workers: what is over
/// in microseconds is not worth the waking of another thread.
public final class WorkerPool: Sendable {
  /// Number of workers, the callers among them.
  public let count: Int
  private let queue: WorkerQueue

  /// Starts `count` threads (default: one per active processor).
  public init(count: Int = ProcessInfo.processInfo.activeProcessorCount) {
    self.count = max(1, count)
    queue = WorkerQueue(places: self.count)
    for worker in 0..<self.count {
      let thread = Thread { [queue] in queue.work() }
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

  private let lock = NSCondition()
  private var jobs: [Job] = []
  private var nextIdentifier = 0
  private var isStopping = false
  /// The numbers of workers that nobody works as.
  private var freePlaces: [Int]
  /// Jobs so far. Read without the lock by workers that look out for the next.
  private let announced = Atomic<Int>(0)

  /// Looks at ``announced`` before a worker goes to sleep: some twenty microseconds, what a waking costs. The next layer's
  /// job mostly comes within them.
  private static let looks = 4000

  init(places: Int) { freePlaces = Array((0..<places).reversed()) }

  func run(total: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    // The body cannot outlive this call: it returns only when every index has finished.
    withoutActuallyEscaping(body) { escapable in
      lock.lock()
      let identifier = nextIdentifier
      nextIdentifier += 1
      jobs.append(Job(identifier: identifier, total: total, body: escapable, unfinished: total))
      announced.add(1, ordering: .releasing)
      let place = freePlaces.popLast()
      if total > 1 || place == nil { lock.broadcast() }
      if let place {
        while let job = jobs.firstIndex(where: { $0.identifier == identifier && $0.next < $0.total }) {
          perform(job, as: place)
        }
        free(place)
      }
      while let job = jobs.firstIndex(where: { $0.identifier == identifier }) {
        if jobs[job].unfinished == 0 {
          jobs.remove(at: job)
          break
        }
        lock.wait()
      }
      lock.unlock()
    }
  }

  func work() {
    lock.lock()
    while !isStopping {
      if let job = jobs.firstIndex(where: { $0.next < $0.total }), let place = freePlaces.popLast() {
        perform(job, as: place)
        free(place)
        continue
      }
      let seen = announced.load(ordering: .relaxed)
      lock.unlock()
      var looks = 0
      while looks < Self.looks, announced.load(ordering: .relaxed) == seen { looks += 1 }
      lock.lock()
      if announced.load(ordering: .relaxed) == seen, !isStopping,
        freePlaces.isEmpty || !jobs.contains(where: { $0.next < $0.total })
      {
        lock.wait()
      }
    }
    lock.unlock()
  }

  /// Runs the next index of a job without the lock.
  private func perform(_ job: Int, as place: Int) {
    let identifier = jobs[job].identifier
    let index = jobs[job].next
    jobs[job].next += 1
    call(jobs[job].body, index: index, worker: place)
    guard let job = jobs.firstIndex(where: { $0.identifier == identifier }) else { return }
    jobs[job].unfinished -= 1
    if jobs[job].unfinished == 0 { lock.broadcast() }
  }

  /// The caller's copy of the body goes before the lock is given up again, hence before `run` can return:
  /// `withoutActuallyEscaping` demands that no copy outlives it.
  private func call(_ body: (Int, Int) -> Void, index: Int, worker: Int) {
    lock.unlock()
    body(index, worker)
    lock.lock()
  }

  /// Gives a place back, to whoever waits for one.
  private func free(_ place: Int) {
    freePlaces.append(place)
    if jobs.contains(where: { $0.next < $0.total }) { lock.broadcast() }
  }

  func stop() {
    lock.lock()
    isStopping = true
    lock.broadcast()
    lock.unlock()
  }
}

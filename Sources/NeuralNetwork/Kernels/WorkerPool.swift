import Foundation
import Synchronization

/// A fixed set of threads for arithmetic.
///
/// Kernels run for milliseconds and must not block Swift's cooperative threads, so they get threads of
/// their own. Several callers may run work at once; each index of a run is done exactly once, by one worker,
/// and results must not depend on which. Callers are workers while there is a place among them, so one thread fewer is
/// started: one more than processors would take turns with those that compute.
public final class WorkerPool: Sendable {
  /// Number of workers, the callers among them.
  public let count: Int
  private let queue: WorkerQueue

  /// Starts the threads of all workers but one (default: one worker per active processor).
  public init(count: Int = ProcessInfo.processInfo.activeProcessorCount) {
    self.count = max(1, count)
    queue = WorkerQueue(places: self.count)
    for worker in 1..<self.count {
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
  ///   different indices run at the same time, so they must write to places of their own. It must not call `run` of the
  ///   same pool, whose workers might all come to wait for one another.
  public func run(count total: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    guard total > 0 else { return }
    queue.run(total: total, body)
  }
}

/// One run: indices that are taken without a lock, by whoever has time.
private final class Job: @unchecked Sendable {
  private let total: Int
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  /// Read only for an index that has not finished, hence never while ``end()`` lets go of it.
  private var body: ((_ index: Int, _ worker: Int) -> Void)?

  init(total: Int, body: @escaping (_ index: Int, _ worker: Int) -> Void) {
    self.total = total
    self.body = body
  }

  /// Whether an index is left that nobody has taken.
  var hasMore: Bool { next.load(ordering: .relaxed) < total }
  /// Whether every index has finished.
  var isDone: Bool { finished.load(ordering: .acquiring) == total }

  /// Runs indices until none is left to take; true if the last of all has finished here.
  func work(as worker: Int) -> Bool {
    var isLast = false
    while true {
      let index = next.add(1, ordering: .relaxed).oldValue
      guard index < total else { return isLast }
      call(index, as: worker)
      isLast = finished.add(1, ordering: .acquiringAndReleasing).newValue == total
    }
  }

  /// The copy of the body that a call needs is gone before the index counts as finished.
  @inline(never)
  private func call(_ index: Int, as worker: Int) { body?(index, worker) }

  /// Lets go of the body, after all indices have finished.
  func end() { body = nil }
}

/// The jobs that wait for a worker, and the lock around them.
private final class WorkerQueue: @unchecked Sendable {
  private let lock = NSCondition()
  private var jobs: [Job] = []
  private var isStopping = false
  /// The numbers of workers that nobody works as.
  private var freePlaces: [Int]
  /// Jobs so far. Read without the lock by workers that look out for the next.
  private let announced = Atomic<Int>(0)

  /// Looks before a thread goes to sleep: some hundred microseconds, a few times what a waking costs. The next layer's job,
  /// or the end of this one, mostly comes within them.
  private static let looks = 20_000

  init(places: Int) { freePlaces = Array((0..<places).reversed()) }

  func run(total: Int, _ body: (_ index: Int, _ worker: Int) -> Void) {
    // The body cannot outlive this call: it returns only when every index has finished.
    withoutActuallyEscaping(body) { escapable in
      let job = Job(total: total, body: escapable)
      lock.lock()
      jobs.append(job)
      announced.add(1, ordering: .releasing)
      while !job.isDone {
        guard job.hasMore, let place = freePlaces.popLast() else {
          lock.wait()
          continue
        }
        if total > 1, !freePlaces.isEmpty { lock.broadcast() }
        lock.unlock()
        _ = job.work(as: place)
        look { job.isDone }
        lock.lock()
        freePlaces.append(place)
        if jobs.contains(where: \.hasMore) { lock.broadcast() }
      }
      jobs.removeAll { $0 === job }
      lock.unlock()
      job.end()
    }
  }

  func work() {
    lock.lock()
    while !isStopping {
      if let job = jobs.first(where: \.hasMore), let place = freePlaces.popLast() {
        lock.unlock()
        let isLast = job.work(as: place)
        lock.lock()
        freePlaces.append(place)
        if isLast { lock.broadcast() }
        continue
      }
      let seen = announced.load(ordering: .relaxed)
      lock.unlock()
      look { announced.load(ordering: .relaxed) != seen }
      lock.lock()
      if announced.load(ordering: .relaxed) == seen, !isStopping,
        freePlaces.isEmpty || !jobs.contains(where: \.hasMore)
      {
        lock.wait()
      }
    }
    lock.unlock()
  }

  /// Waits for a moment for what another thread is about to bring about.
  @inline(__always)
  private func look(_ isThere: () -> Bool) {
    var looks = 0
    while looks < Self.looks, !isThere() { looks += 1 }
  }

  func stop() {
    lock.lock()
    isStopping = true
    lock.broadcast()
    lock.unlock()
  }
}

import Foundation
import Synchronization
import Testing

@testable import NeuralNetwork

@Suite struct WorkerPoolTests {
  /// A number that several threads count up.
  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    var current: Int { value.load(ordering: .sequentiallyConsistent) }

    /// Adds a number and returns what was there before.
    @discardableResult func add(_ number: Int) -> Int {
      value.add(number, ordering: .sequentiallyConsistent).oldValue
    }
  }

  private func counters(_ count: Int) -> [Counter] { (0..<count).map { _ in Counter() } }

  /// Calls `body` on threads of its own, all at once, and waits for them.
  private func onThreads(_ count: Int, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
    let group = DispatchGroup()
    for number in 0..<count {
      group.enter()
      let thread = Thread {
        body(number)
        group.leave()
      }
      thread.start()
    }
    group.wait()
  }

  @Test(arguments: [0, 1, 2, 1000], [1, 2, 3]) func everyIndexRunsOnceOnAWorker(total: Int, workers: Int) {
    let pool = WorkerPool(count: workers)
    #expect(pool.count == workers)
    let runs = counters(total)
    let strangers = Counter()
    pool.run(count: total) { index, worker in
      runs[index].add(1)
      if !(0..<workers).contains(worker) { strangers.add(1) }
    }
    #expect(runs.allSatisfy { $0.current == 1 })
    #expect(strangers.current == 0)
  }

  @Test(arguments: [1, 2, 3]) func oneWorkerDoesOneThingAtATime(workers: Int) {
    let pool = WorkerPool(count: workers)
    let (callers, jobs, total) = (2 * workers + 1, 50, 7)
    let busy = counters(workers)
    let runs = counters(callers * jobs * total)
    let meetings = Counter()
    let unfinished = Counter()
    // With more callers than workers, some have no place among them and only wait.
    onThreads(callers) { caller in
      for job in 0..<jobs {
        pool.run(count: total) { index, worker in
          if busy[worker].add(1) != 0 { meetings.add(1) }
          // Whoever works as this worker as well gets the time to come in.
          sched_yield()
          runs[(caller * jobs + job) * total + index].add(1)
          busy[worker].add(-1)
        }
        // All is done when the call returns, not later.
        let first = (caller * jobs + job) * total
        if runs[first..<first + total].contains(where: { $0.current == 0 }) { unfinished.add(1) }
      }
    }
    #expect(runs.allSatisfy { $0.current == 1 })
    #expect(meetings.current == 0)
    #expect(unfinished.current == 0)
  }

  @Test(arguments: [1, 2, 3]) func shortJobsFollowOneAnother(workers: Int) {
    let pool = WorkerPool(count: workers)
    var late = 0
    for job in 0..<20_000 {
      let total = 1 + job % 4
      let runs = Counter()
      pool.run(count: total) { index, _ in runs.add(1 << (8 * index)) }
      // A byte an index: each was run once, before the call returned.
      let expected = (0..<total).reduce(0) { $0 + 1 << (8 * $1) }
      if runs.current != expected { late += 1 }
    }
    #expect(late == 0)
  }
}

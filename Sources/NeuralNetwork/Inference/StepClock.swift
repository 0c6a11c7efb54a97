import Foundation

/// Adds up the processor time of every step of a plan, run by run.
///
/// The thread's own time, so that other work on the machine disturbs it little.
final class StepClock {
  private var current: [Double]
  private var runs: [[Double]] = []

  init(steps: Int) { current = Array(repeating: 0, count: steps) }

  /// Runs one step, and notes its time where there is a clock.
  @inline(__always)
  static func run(_ step: Int, on clock: StepClock?, _ body: () -> Void) {
    if let clock { clock.time(step, body) } else { body() }
  }

  private func time(_ step: Int, _ body: () -> Void) {
    let start = Self.now()
    body()
    current[step] += Self.now() - start
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }

  /// Ends a run over all steps.
  func endRun() {
    runs.append(current)
    current = Array(repeating: 0, count: current.count)
  }

  /// Each step's median over the runs, in seconds.
  func medians(droppingFirst count: Int) -> [Double] {
    current.indices.map { step in median(of: runs.dropFirst(count).map { $0[step] }) }
  }
}

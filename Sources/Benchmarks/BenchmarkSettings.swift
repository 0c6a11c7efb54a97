/// How something is timed.
public struct BenchmarkSettings: Sendable {
  /// Runs before those that count.
  public var warmUp: Int
  /// Runs that count.
  public var runs: Int
  /// Threads that compute.
  public var workers: Int

  /// Makes settings.
  public init(warmUp: Int, runs: Int, workers: Int) {
    self.warmUp = warmUp
    self.runs = runs
    self.workers = workers
  }

  /// Times whole runs of `body` by the wall clock.
  func time(_ body: () throws -> Void) rethrows -> Timing {
    let clock = ContinuousClock()
    for _ in 0..<warmUp { try body() }
    return Timing(
      seconds: try (0..<runs).map { _ in try clock.measure(body) / .seconds(1) })
  }
}

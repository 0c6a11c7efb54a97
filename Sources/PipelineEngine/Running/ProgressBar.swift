import Synchronization
import TextTables

/// A progress bar on a terminal's standard error: how much is done, how fast, and how long it will take.
public final class ProgressBar: Sendable {
  private let line: StatusLine
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let lastDrawn: Mutex<ContinuousClock.Instant?> = Mutex(nil)
  /// Steps that were done before the clock started, by the run that this one resumes.
  private let stepsBefore: Mutex<Int?> = Mutex(nil)

  /// Starts the clock.
  public init(line: StatusLine = .standard) {
    self.line = line
    start = clock.now
  }

  /// Draws the progress of pages, at most ten times a second.
  ///
  /// - Parameter total: How many documents there are in all.
  public func show(_ progress: RunProgress, of total: Int) {
    let failed = progress.failures > 0 ? ", \(progress.failures) failed" : ""
    draw { seconds in
      progressLine(
        done: progress.documents, total: total, seconds: seconds,
        rate: "\(progress.pages) pages, \(decimals(Double(progress.pages) / seconds, 1)) pages/s\(failed)")
    }
  }

  /// Draws the progress of training, at most ten times a second.
  public func show(_ progress: TrainingProgress) {
    let before = stepsBefore.withLock { steps in
      steps = steps ?? max(0, progress.step - 1)
      return steps ?? 0
    }
    draw { seconds in
      progressLine(
        done: progress.step, total: progress.steps, before: before, seconds: seconds, rate: progress.note)
    }
  }

  /// Removes the bar.
  public func finish() { line.clear() }

  private func draw(_ text: (_ seconds: Double) -> String) {
    guard line.isTerminal else { return }
    let now = clock.now
    let isDue = lastDrawn.withLock { last in
      if let last, now - last < .milliseconds(100) { return false }
      last = now
      return true
    }
    if isDue { line.show(text(max(0.001, seconds(now - start)))) }
  }
}

/// The text of a progress bar.
///
/// - Parameter before: How many of those done are not this run's, and took none of its time.
func progressLine(done: Int, total: Int, before: Int = 0, seconds: Double, rate: String) -> String {
  let share = total > 0 ? min(1, Double(done) / Double(total)) : 0
  let filled = Int(share * 24)
  let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
  let own = done - before
  let left = own > 0 && total >= done ? duration(seconds * Double(total - done) / Double(own)) : "–"
  return "\(bar) \(done)/\(total)  \(rate)  ETA \(left)"
}

/// A length of time as `m:ss` or `h:mm:ss`.
func duration(_ seconds: Double) -> String {
  let whole = Int(seconds.rounded())
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let minutes = whole / 60 % 60
  return whole >= 3_600
    ? "\(whole / 3_600):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
}

/// A duration in seconds.
func seconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}

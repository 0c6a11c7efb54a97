/// The quartiles of values, and how far the values reach that are not outliers.
///
/// A quantile is interpolated linearly between the values around it: definition 7 of Hyndman and Fan, "Sample Quantiles in
/// Statistical Packages", The American Statistician 50(4), 1996, which NumPy takes as well. Whiskers are Tukey's: they end at
/// the outermost values within one and a half interquartile ranges of the box.
public struct Quartiles: Sendable, Equatable {
  /// The value that a quarter is not above.
  public let lower: Double
  /// The value that half is not above.
  public let median: Double
  /// The value that three quarters are not above.
  public let upper: Double
  /// The ends of the whiskers.
  public let whiskers: ClosedRange<Double>

  /// The quartiles of some values; `nil` for none.
  ///
  /// - Precondition: All are finite.
  public init?(_ values: [Double]) {
    precondition(values.allSatisfy(\.isFinite))
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    lower = Self.quantile(0.25, of: sorted)
    median = Self.quantile(0.5, of: sorted)
    upper = Self.quantile(0.75, of: sorted)
    let reach = 1.5 * (upper - lower)
    let (low, high) = (lower - reach, upper + reach)
    let inner = sorted.filter { $0 >= low && $0 <= high }
    whiskers = min(inner.first ?? lower, lower)...max(inner.last ?? upper, upper)
  }

  private static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    guard below + 1 < sorted.count else { return sorted[below] }
    let part = place - Double(below)
    return sorted[below] * (1 - part) + sorted[below + 1] * part
  }
}

import Foundation

/// The scale of values along a side of a chart, with its ticks.
///
/// - SeeAlso: Heckbert, "Nice Numbers for Graph Labels", Graphics Gems, 1990.
public struct ValueAxis: Sendable, Equatable {
  /// How values lie along the side.
  public enum Scale: String, Sendable, CaseIterable {
    /// Equal differences take equal room.
    case linear
    /// Equal ratios take equal room; values are above 0.
    case logarithmic
  }

  /// How values lie along the side.
  public let scale: Scale
  /// The values at the ends.
  public let range: ClosedRange<Double>
  /// Values that are marked, rising, all within ``range``.
  public let ticks: [Double]
  /// Their texts, all different.
  public let labels: [String]

  /// From such a ratio of the largest to the smallest value a logarithmic scale is chosen.
  private static let logarithmicFrom = 30.0
  /// Ticks that a side should have, about.
  private static let usualTicks = 5
  /// Larger magnitudes are left out by all charts.
  static let largest = 1e300

  /// The axis for values, its first and last tick around them.
  ///
  /// - Parameters:
  ///   - values: Finite, see ``canShow(_:)``; above 0 for a logarithmic scale.
  ///   - scale: `nil` to take a logarithmic scale where all values are above 0 and the largest is 30 times the smallest.
  /// - Returns: `nil` for no values.
  public init?(covering values: [Double], scale: Scale? = nil) {
    let values = values.filter(Self.canShow)
    guard let low = values.min(), let high = values.max() else { return nil }
    let isLogarithmic = scale.map { $0 == .logarithmic } ?? (low > 0 && high / Self.logarithmicFrom >= low)
    self = isLogarithmic && low > 0 ? Self.logarithmic(from: low, to: high) : Self.linear(from: low, to: high)
  }

  /// The axis for whole numbers that end where the numbers do, ticks between.
  ///
  /// - Precondition: `first` is not above `last`.
  public init(counting first: Int, through last: Int) {
    precondition(first <= last)
    let step = max(1, Int(Self.niceStep(Double(last - first) / 10, factors: [1, 2, 5, 10])))
    let firstTick = (first + step - 1) / step * step
    let ticks = first == last ? [first] : Array(stride(from: firstTick, through: last, by: step))
    let room = first == last ? 0.5 : 0
    self.init(
      scale: .linear, range: Double(first) - room...Double(last) + room, ticks: ticks.map(Double.init),
      labels: ticks.map(String.init))
  }

  private init(scale: Scale, range: ClosedRange<Double>, ticks: [Double], labels: [String]) {
    self.scale = scale
    self.range = range
    self.ticks = ticks
    self.labels = labels
  }

  /// Whether a value has a place on an axis.
  public static func canShow(_ value: Double) -> Bool { abs(value) <= largest }

  /// The place of a value along the side: 0 at the lower end, 1 at the upper.
  public func place(_ value: Double) -> Double {
    switch scale {
    case .linear: (value - range.lowerBound) / (range.upperBound - range.lowerBound)
    case .logarithmic:
      (log10(value) - log10(range.lowerBound)) / (log10(range.upperBound) - log10(range.lowerBound))
    }
  }

  private static func linear(from low: Double, to high: Double) -> ValueAxis {
    var (low, high) = (low, high)
    let magnitude = max(abs(low), abs(high))
    // Equal values, and such as cannot be told apart, get room on both sides.
    let least = magnitude == 0 ? 1 : magnitude * 1e-9
    if high - low < least {
      let room = low == high && magnitude > 0 ? magnitude * 0.05 : least
      (low, high) = (low - room, high + room)
    }
    let step = niceStep((high - low) / Double(usualTicks))
    let first = (low / step + 1e-9).rounded(.down)
    let last = (high / step - 1e-9).rounded(.up)
    let ticks = (0...max(1, Int(last - first))).map { (first + Double($0)) * step }
    return ValueAxis(
      scale: .linear, range: min(ticks[0], low)...max(ticks[ticks.count - 1], high), ticks: ticks,
      labels: FigureText.ticks(ticks, step: step))
  }

  private static func logarithmic(from low: Double, to high: Double) -> ValueAxis {
    let decades = Int(floor(log10(low)))...Int(ceil(log10(high)))
    let factors = decades.count <= 3 ? [1, 2, 5] : [1]
    let every = (decades.count + 7) / 8
    // Read as text is read, so that 10⁻⁵ is the number that is written so.
    let candidates = stride(from: decades.lowerBound - 1, through: decades.upperBound + every, by: every)
      .flatMap { decade in factors.compactMap { Double("\($0)e\(decade)") } }
      .filter { $0 > 0 && $0.isFinite }
    let first = candidates.lastIndex { $0 <= low } ?? 0
    let last = candidates.firstIndex { $0 >= high } ?? candidates.count - 1
    let ticks = Array(candidates[first...max(last, first + 1)])
    return ValueAxis(
      scale: .logarithmic, range: min(ticks[0], low)...max(ticks[ticks.count - 1], high), ticks: ticks,
      labels: ticks.map { FigureText.significant($0) })
  }

  /// The least of some factors times a power of ten that is not below a number.
  private static func niceStep(_ rough: Double, factors: [Double] = [1, 2, 2.5, 5, 10]) -> Double {
    guard rough > 0 else { return 1 }
    let power = pow(10, floor(log10(rough)))
    guard power > 0, power.isFinite else { return rough }
    return (factors.first { $0 * power >= rough * (1 - 1e-9) } ?? 10) * power
  }
}

import Imaging

/// The lines that characters of a text line stand on and reach to.
struct TextLineShape: Sendable, Equatable {
  /// The row of the baseline at column 0; ink ends above it.
  var baseline: Double
  /// Rows by which the baseline falls a column.
  var slope: Double
  /// The height of x in pixels.
  var xHeight: Double

  /// The row of the baseline at a column.
  func baseline(at x: Double) -> Double { baseline + slope * x }
}

/// A straight line through points of which most are near it.
struct RobustLine: Sendable, Equatable {
  /// The value at 0.
  let offset: Double
  /// The rise a unit.
  let slope: Double

  func value(at x: Double) -> Double { offset + slope * x }

  /// Fits a line by least squares, three times without the points that lie far from the one before; level where there are
  /// few points.
  ///
  /// - Parameters:
  ///   - points: Not empty.
  ///   - tolerance: How far a point may lie from the line that is made of it.
  init(_ points: [SIMD2<Double>], tolerance: Double) {
    let middle = points.map(\.y).sorted()[points.count / 2]
    var (offset, slope) = (middle, 0.0)
    let width = (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0)
    for round in 0..<3 {
      // The first line is level, so points may be farther from it.
      let reach = round == 0 ? 2 * tolerance : tolerance
      let near = points.filter { abs($0.y - offset - slope * $0.x) <= reach }
      guard near.count >= 2 else { break }
      let count = Double(near.count)
      let mean = near.reduce(SIMD2(0, 0), +) / count
      let squares = near.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) }
      let products = near.reduce(0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) }
      // Pages are turned level before, so that what is left is slight; short lines cannot tell it from chance.
      let isLong = near.count >= 6 && width > 40 * tolerance
      slope = isLong && squares > 0 ? min(max(products / squares, -0.05), 0.05) : 0
      offset = mean.y - slope * mean.x
    }
    (self.offset, self.slope) = (offset, slope)
  }
}

/// The height of x from the heights of characters above their baseline.
///
/// Lower-case text has two heights that stand out, that of x and that of ascenders and capitals, some 1.25 to 1.6 times
/// as high. Where only one stands out it is that of x when lines nearby say so, and that of capitals and digits otherwise.
///
/// - Parameters:
///   - heights: Heights of characters above the baseline, in pixels.
///   - expected: The height of x of the text around, where that is known.
/// - Returns: The height of x, and whether both heights were seen; `nil` where there is no height.
func measuredXHeight(_ heights: [Double], expected: Double?) -> (xHeight: Double, isSure: Bool)? {
  guard let tallest = heights.max(), tallest > 0 else { return nil }
  let sorted = heights.sorted()
  func count(around height: Double, within share: Double) -> Int {
    sorted.count { abs($0 - height) <= max(0.75, share * height) }
  }
  func centre(around height: Double) -> Double {
    let near = sorted.filter { abs($0 - height) <= max(0.75, 0.08 * height) }
    return near[near.count / 2]
  }
  // The lowest height that stands out below others that stand out.
  let least = max(2, Int(Double(heights.count) * 0.2))
  var best: (height: Double, score: Double)?
  for height in Set(sorted.map { $0.rounded() }) where height > 0 {
    let lower = count(around: height, within: 0.08)
    guard lower >= least else { continue }
    let upper = sorted.count { $0 >= 1.22 * height && $0 <= 1.75 * height }
    guard upper >= max(1, heights.count / 20), lower + upper >= heights.count / 2 else { continue }
    let score = Double(lower) + 0.5 * Double(upper)
    if score > best?.score ?? 0 { best = (height, score) }
  }
  if let best { return (centre(around: best.height), heights.count >= 8) }
  let single = sorted[sorted.count / 2]
  if let expected {
    // Of the two readings the one that suits the text around.
    let asLower = abs(single / expected - 1)
    let asCapital = abs(single / (1.4 * expected) - 1)
    if asLower < 0.15, asLower <= asCapital { return (single, true) }
    if asCapital < 0.2 { return (expected, true) }
  }
  return (single / 1.4, false)
}

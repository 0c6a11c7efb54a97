import Imaging

/// A thin straight line of one darkness, which tells it from the rims of stains.
struct Rule {
  /// A pixel of the line's middle.
  struct Point {
    /// How far along the page's row or column it lies, in pixels.
    let along: Int32
    /// On which row or column it lies.
    let line: Int32
    /// How dark it is against its paper, 0 to 255.
    let contrast: UInt8
    /// Whether there is paper on both sides, and nothing that crosses the line.
    let standsAlone: Bool
  }

  /// Its points that stand alone or where another rule crosses it, in their order.
  let points: [Point]
  /// The median of the contrast of those that stand alone.
  let contrast: Int
  /// Whether both of its ends lie within the page, as those of folds and of a scanner's streaks do not.
  let endsWithinPage: Bool

  /// The share of the page's side that lies beyond each end at least.
  private static let leastMargin = 0.02
  /// The share of its points that stand alone at least: rules cross rules, and folds and streaks the lines of a text.
  private static let leastAlone = 0.85
  /// How dark the palest tenth of it is at least, as a share of its contrast.
  private static let evenness = 0.6
  /// How far it strays from its row or column at most, as a share of its length.
  private static let mostSlope = 0.2
  /// How far its points stray from the straight line between its ends at most, in pixels and as a share of its length.
  private static let (mostBend, mostBendShare) = (1.5, 0.01)

  /// Takes a line; `nil` where it is no rule.
  ///
  /// - Parameters:
  ///   - points: Its points, in their order, one a pixel of its length.
  ///   - axis: What it lies along.
  ///   - widestCrossing: How wide another rule that crosses it is at most, in pixels.
  init?(_ points: [Point], axis: RuleTracer.Axis, widestCrossing: Int) {
    guard let first = points.first, let last = points.last else { return nil }
    let margin = Self.leastMargin * Double(axis.length)
    var contrasts = Histogram()
    let alone = points.filter(\.standsAlone)
    for point in alone { contrasts.add(Int(point.contrast)) }
    guard let contrast = contrasts.median, let palest = contrasts.percentile(0.1),
      Double(alone.count) >= Self.leastAlone * Double(points.count),
      Double(palest) >= Self.evenness * Double(contrast),
      abs(Double(last.line - first.line)) <= Self.mostSlope * Double(points.count),
      Self.bend(of: points) <= max(Self.mostBend, Self.mostBendShare * Double(points.count))
    else { return nil }
    self.contrast = contrast
    endsWithinPage = Double(first.along) >= margin && Double(axis.length - 1 - Int(last.along)) >= margin
    var kept: [Point] = []
    var next = points.startIndex
    for place in points.indices where points[place].standsAlone {
      if place - next <= widestCrossing { kept += points[next..<place] }
      kept.append(points[place])
      next = place + 1
    }
    if points.endIndex - next <= widestCrossing { kept += points[next...] }
    self.points = kept
  }

  /// How far some points stray from the straight line between the first and the last, in pixels.
  private static func bend(of points: [Point]) -> Double {
    let slope = Double(points[points.count - 1].line - points[0].line) / Double(max(1, points.count - 1))
    return points.indices.map { abs(Double(points[$0].line - points[0].line) - slope * Double($0)) }.max() ?? 0
  }
}

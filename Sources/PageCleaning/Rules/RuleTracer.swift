import Imaging

/// Follows thin lines along a page's rows or columns: the rules of tables and columns, underlines, the lines of ruled paper.
///
/// Every rule of the least length crosses one of the lines that are looked along for its beginning. From there it is followed to both
/// ends, one pixel to a side at most with each step and never far from where it leads, over what crosses it.
struct RuleTracer {
  /// The places of a page as lines along its rows or its columns.
  struct Axis {
    /// How long a line is and how many there are.
    let length: Int, breadth: Int
    /// From a place to the next on its line, and to the one beside it on the next line.
    let step: Int, across: Int
    /// Whether lines are rows.
    var isAlongRows: Bool { step == 1 }

    /// The place on the page of a pixel of a line.
    func place(_ along: Int, _ line: Int) -> Int { along * step + line * across }
    /// The place on the page of a point.
    func place(of point: Rule.Point) -> Int { place(Int(point.along), Int(point.line)) }

    /// Along the rows of a page.
    static func rows(width: Int, height: Int) -> Axis { Axis(length: width, breadth: height, step: 1, across: width) }
    /// Along the columns of a page.
    static func columns(width: Int, height: Int) -> Axis {
      Axis(length: height, breadth: width, step: width, across: 1)
    }
  }

  /// What is paler against its paper, 0 to 255, is no rule.
  private static let leastContrast: UInt8 = 31
  /// How dark a line's surroundings are at most, as a share of its contrast.
  private static let mostAround = 0.4
  /// How dark a line is everywhere at least, as a share of its contrast where it was found.
  private static let leastPresent = 0.5
  /// The share of a line's pixels that stand alone at least, so that it is no line of text; after so many steps.
  private static let (leastAlone, steps) = (0.3, 40)
  /// How far back a line is looked at for where it leads, its last points not, which may be those of another that crosses it; and how
  /// far from there it goes on at most, in pixels.
  private static let (farthestBack, nearestBack, mostAstray) = (48, 8, 1.5)
  /// The length of a rule at least, in strokes and in pixels.
  private static let (leastStrokes, leastPixels) = (12.0, 40)

  private let contrast: [UInt8]
  private let axis: Axis
  /// How far beside a line paper is looked for, and how long a gap in it may be.
  private let reach: Int, gap: Int
  private let leastLength: Int
  /// From one of the lines that are looked along to the next: half of the least length.
  private var spacing: Int { leastLength / 2 }

  /// Looks at a page.
  ///
  /// - Parameters:
  ///   - contrast: How dark it is against its paper.
  ///   - axis: Its rows or its columns.
  ///   - stroke: The width of its strokes in pixels.
  init(_ contrast: InkContrast, along axis: Axis, stroke: Double) {
    self.contrast = contrast.values
    self.axis = axis
    reach = Self.reach(ofStroke: stroke)
    gap = max(3, Int(2 * stroke))
    leastLength = max(Self.leastPixels, Int(Self.leastStrokes * stroke))
  }

  /// How far beside a line paper is looked for, in pixels: lines are no wider.
  static func reach(ofStroke stroke: Double) -> Int { Int(stroke.rounded(.up)) + 2 }

  /// All rules.
  func rules() -> [Rule] {
    contrast.withUnsafeBufferPointer { contrast in
      var result: [Rule] = []
      // The places where a line was followed across one of those that are looked along.
      var followed: Set<Int> = []
      for along in stride(from: spacing / 2, to: axis.length, by: spacing) {
        for line in 0..<axis.breadth where standsAlone(along, line, in: contrast) {
          guard !followed.contains(place(along, line)) else { continue }
          let points = points(through: along, line, in: contrast)
          guard points.count >= leastLength else { continue }
          for point in points where Int(point.along) % spacing == spacing / 2 { mark(point, in: &followed) }
          if let rule = Rule(points, axis: axis, widestCrossing: reach) { result.append(rule) }
        }
      }
      return result
    }
  }

  /// The points of the line through a place, in their order.
  private func points(through along: Int, _ line: Int, in contrast: UnsafeBufferPointer<UInt8>) -> [Rule.Point] {
    let least = UInt8(Self.leastPresent * Double(contrast[place(along, line)]))
    let before = points(from: along, line, by: -1, least: least, in: contrast)
    return before.reversed() + points(from: along, line, by: 1, least: least, in: contrast).dropFirst()
  }

  /// Follows a line in one direction, from a place on.
  private func points(
    from along: Int, _ line: Int, by direction: Int, least: UInt8, in contrast: UnsafeBufferPointer<UInt8>
  ) -> [Rule.Point] {
    var points: [Rule.Point] = []
    var (along, line, missing, alone) = (along, line, 0, 0)
    while along >= 0, along < axis.length, missing <= gap {
      // Of the pixels that stand alone the darkest; where none does, something crosses the line.
      var (darkest, value) = (line, UInt8(0))
      let ahead = Self.ahead(of: points)
      for candidate in [line, line - 1, line + 1]
      where standsAlone(along, candidate, in: contrast) && !Self.isAstray(candidate, from: ahead) {
        let contrast = contrast[place(along, candidate)]
        if contrast > value { (darkest, value) = (candidate, contrast) }
      }
      if value == 0, let ahead, Self.isAstray(line, from: ahead) { darkest = line + (ahead > Double(line) ? 1 : -1) }
      line = min(max(0, darkest), axis.breadth - 1)
      let standsAlone = value > 0
      let place = place(along, line)
      missing = contrast[place] >= least ? 0 : missing + 1
      if standsAlone { alone += 1 }
      points.append(
        Rule.Point(along: Int32(along), line: Int32(line), contrast: contrast[place], standsAlone: standsAlone))
      if points.count >= Self.steps, Double(alone) < Self.leastAlone * Double(points.count) { break }
      along += direction
    }
    return points.dropLast(missing)
  }

  /// The row or column on which a line goes on; `nil` where it is too short to tell.
  private static func ahead(of points: [Rule.Point]) -> Double? {
    guard points.count >= farthestBack else { return nil }
    let (first, last) = (points[points.count - farthestBack], points[points.count - nearestBack])
    let slope = Double(last.line - first.line) / Double(farthestBack - nearestBack)
    return Double(last.line) + slope * Double(nearestBack)
  }

  /// Whether a row or column is too far from the one on which a line goes on.
  private static func isAstray(_ line: Int, from ahead: Double?) -> Bool {
    ahead.map { abs(Double(line) - $0) > mostAstray } ?? false
  }

  /// Whether a pixel is one of a thin line: there is paper on both of its sides.
  @inline(__always)
  private func standsAlone(_ along: Int, _ line: Int, in contrast: UnsafeBufferPointer<UInt8>) -> Bool {
    guard line > reach, line + reach < axis.breadth else { return false }
    let place = place(along, line)
    let value = contrast[place]
    guard value >= Self.leastContrast, contrast[place - axis.across] <= value, contrast[place + axis.across] <= value
    else { return false }
    let around = UInt8(Self.mostAround * Double(value))
    func hasPaper(_ side: Int) -> Bool {
      for distance in 2...reach where contrast[place + side * distance] <= around { return true }
      return false
    }
    return hasPaper(-axis.across) && hasPaper(axis.across)
  }

  /// Marks a point with what the line is wide there: where its gray is even, each of its pixels stands alone.
  private func mark(_ point: Rule.Point, in followed: inout Set<Int>) {
    let (along, line) = (Int(point.along), Int(point.line))
    followed.insert(place(along, line))
    for side in [-1, 1] {
      for beside in (1...reach).map({ line + side * $0 }) {
        guard (0..<axis.breadth).contains(beside), contrast[place(along, beside)] >= point.contrast / 2 else { break }
        followed.insert(place(along, beside))
      }
    }
  }

  private func place(_ along: Int, _ line: Int) -> Int { axis.place(along, line) }
}

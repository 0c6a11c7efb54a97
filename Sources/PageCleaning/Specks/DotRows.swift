import Imaging

/// Which dots lie in rows, as those of leaders and dotted rules do at even distances, and pieces of worn rules along the page's rows or
/// columns.
struct DotRows {
  /// How far apart dots of a row are at most, in strokes, and how far a dot may be off its place.
  private static let (mostDistance, tolerance) = (12.0, 0.5)
  /// How far from a dot those on its line are looked for, in strokes, and how many of them there are for it to be a piece of a rule; and
  /// of a leader, of which few dots may be left.
  private static let (lineReach, fewestOfRule) = (24.0, 4)
  private static let (leaderReach, fewestOfLeader) = (12.0, 2)
  /// Of the dots around one, as many of the nearest are tried for its neighbour in a row.
  private static let tried = 6

  private let inRows: Set<Int>
  private let width: Int

  /// Looks for rows.
  ///
  /// - Parameters:
  ///   - dots: The boxes around the dots of a page.
  ///   - page: The page.
  ///   - stroke: How wide its strokes are, in pixels.
  ///   - fewest: Dots that a row has at least, 3 or more.
  init(_ dots: [PixelBox], on page: GrayImage, stroke: Double, fewest: Int) {
    let side = max(4, Int(Self.mostDistance * stroke))
    let tolerance = max(1, Int(Self.tolerance * stroke))
    let (width, height) = (page.width, page.height)
    let centres = dots.map { (x: $0.x + $0.width / 2, y: $0.y + $0.height / 2) }
    var squares: [Int: [Int]] = [:]
    var isNearDot = [Bool](repeating: false, count: width * height)
    let columns = width / side + 1
    for (dot, centre) in centres.enumerated() {
      squares[centre.y / side * columns + centre.x / side, default: []].append(dot)
      for y in max(0, centre.y - tolerance)...min(height - 1, centre.y + tolerance) {
        for x in max(0, centre.x - tolerance)...min(width - 1, centre.x + tolerance) { isNearDot[y * width + x] = true }
      }
    }
    /// How many dots follow one at steps of one length.
    func count(from centre: (x: Int, y: Int), by step: (x: Int, y: Int)) -> Int {
      for place in 1..<fewest {
        let (x, y) = (centre.x + place * step.x, centre.y + place * step.y)
        guard (0..<width).contains(x), (0..<height).contains(y), isNearDot[y * width + x] else { return place - 1 }
      }
      return fewest - 1
    }
    let reach = max(side, Int(Self.lineReach * stroke))
    let leaderReach = Int(Self.leaderReach * stroke)
    /// Whether a dot is a piece of a rule along the page's rows or columns, or of a leader along its rows.
    func isOnLine(_ centre: (x: Int, y: Int)) -> Bool {
      // The dot itself is counted with those on its line.
      var (ofLeader, ofRow, ofColumn) = (-1, -1, -1)
      for row in max(0, (centre.y - reach) / side)...(centre.y + reach) / side {
        for column in max(0, (centre.x - reach) / side)...min(columns - 1, (centre.x + reach) / side)
        where row == centre.y / side || column == centre.x / side {
          for other in squares[row * columns + column] ?? [] {
            let (x, y) = (abs(centres[other].x - centre.x), abs(centres[other].y - centre.y))
            if y <= tolerance / 2, x <= leaderReach { ofLeader += 1 }
            if y <= tolerance / 2, x <= reach { ofRow += 1 }
            if x <= tolerance / 2, y <= reach { ofColumn += 1 }
          }
        }
      }
      return ofLeader >= Self.fewestOfLeader || max(ofRow, ofColumn) >= Self.fewestOfRule
    }
    /// The steps to the nearest dots.
    func steps(from centre: (x: Int, y: Int)) -> [(x: Int, y: Int)] {
      let (column, row) = (centre.x / side, centre.y / side)
      var steps: [(x: Int, y: Int)] = []
      for row in max(0, row - 1)...row + 1 {
        for column in max(0, column - 1)...min(columns - 1, column + 1) {
          for other in squares[row * columns + column] ?? [] {
            let step = (x: centres[other].x - centre.x, y: centres[other].y - centre.y)
            if max(abs(step.x), abs(step.y)) > 2 * tolerance { steps.append(step) }
          }
        }
      }
      return Array(steps.sorted { $0.x * $0.x + $0.y * $0.y < $1.x * $1.x + $1.y * $1.y }.prefix(Self.tried))
    }
    self.width = width
    inRows = Set(
      dots.indices.filter { dot in
        let centre = centres[dot]
        return isOnLine(centre)
          || steps(from: centre).contains { step in
            1 + count(from: centre, by: step) + count(from: centre, by: (-step.x, -step.y)) >= fewest
          }
      }.map { dots[$0].y * width + dots[$0].x })
  }

  /// Whether a dot belongs to a row.
  func contains(_ dot: PixelBox) -> Bool { inRows.contains(dot.y * width + dot.x) }
}

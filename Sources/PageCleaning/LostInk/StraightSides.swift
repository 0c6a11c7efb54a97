/// Whether squares of a page make up a rectangle, upright or nearly so: its sides are straight, as a stain's are not, and nothing else
/// is within it.
enum StraightSides {
  /// How many squares wide and high a rectangle is at least, and how many it has: some pieces of stains are as straight that are smaller.
  private static let (leastSide, leastSquares) = (6, 120)
  /// How far from a straight side squares are at most, in squares, and the share of the lines across in which they are.
  private static let (farthest, leastStraight) = (1.0, 0.95)
  /// How far a side moves across at most from one line to the next: pages are not laid more askew.
  private static let mostSlope = 0.1

  /// Whether squares make up a rectangle.
  ///
  /// - Parameters:
  ///   - squares: Their places on the page, each once.
  ///   - columns: Squares a row of the page.
  static func bound(_ squares: [Int], columns: Int) -> Bool {
    guard squares.count >= leastSquares else { return false }
    let (xs, ys) = (squares.map { $0 % columns }, squares.map { $0 / columns })
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max() else { return false }
    let (width, height) = (right - left + 1, bottom - top + 1)
    guard min(width, height) >= leastSide else { return false }
    // The longer sides tell more.
    return height >= width
      ? areStraight(lines(of: xs, at: ys.map { $0 - top }, count: height), across: width)
      : areStraight(lines(of: ys, at: xs.map { $0 - left }, count: width), across: height)
  }

  /// What squares are on one line across a rectangle.
  private typealias Line = (first: Int, last: Int, count: Int)

  private static func lines(of places: [Int], at lines: [Int], count: Int) -> [Line] {
    var result = [Line](repeating: (.max, .min, 0), count: count)
    for (place, line) in zip(places, lines) {
      let known = result[line]
      result[line] = (min(known.first, place), max(known.last, place), known.count + 1)
    }
    return result
  }

  /// Whether lines are whole and begin and end on straight sides, but for those at both ends that it cuts where it lies askew.
  private static func areStraight(_ lines: [Line], across: Int) -> Bool {
    let ends = 1 + Int(mostSlope * Double(across))
    let inner = lines.dropFirst(ends).dropLast(ends)
    guard inner.count >= leastSide, inner.allSatisfy({ $0.count > 0 }),
      let first = distances(ofSide: inner.map { Double($0.first) }),
      let last = distances(ofSide: inner.map { Double($0.last) })
    else { return false }
    let straight = zip(inner, zip(first, last)).count { line, distances in
      line.count == line.last - line.first + 1 && max(distances.0, distances.1) <= farthest
    }
    return Double(straight) >= leastStraight * Double(inner.count)
  }

  /// How far a side is, line by line, from the straight one through the means of its halves; `nil` where that is askew.
  private static func distances(ofSide places: [Double]) -> [Double]? {
    func mean(_ lines: ArraySlice<Double>) -> Double { lines.reduce(0, +) / Double(lines.count) }
    let half = places.count / 2
    let (upper, lower) = (mean(places[..<half]), mean(places[(places.count - half)...]))
    let slope = (lower - upper) / Double(places.count - half)
    guard abs(slope) <= mostSlope else { return nil }
    let middle = Double(half - 1) / 2
    return places.indices.map { abs(places[$0] - upper - slope * (Double($0) - middle)) }
  }
}

import Imaging

/// Where a page's small dots are the screen of a halftone or a tint rather than specks.
///
/// They are where the distances between neighbours are too even for chance: the distance to the nearest of dots that fell anyhow
/// is Rayleigh's, whose standard deviation is half of its mean. Where distances are uneven, dots may be a dither if they are
/// dense, and not so all over the page.
///
/// - SeeAlso: Clark and Evans, "Distance to Nearest Neighbor as a Measure of Spatial Relationships in Populations", Ecology
///   35(4), 1954.
struct DotScreen {
  /// The side, in strokes, of the squares in which dots are looked at.
  private static let square = 16.0
  /// Dots on a square as wide as a stroke from which on they are a tone, where they are even and where they are not.
  private static let (even, uneven) = (0.06, 0.1)
  /// The standard deviation of distances that are even, as a share of their mean, is less.
  private static let leastSpread = 0.35
  /// How many times as many as on half of the page dots may be by chance.
  private static let chance = 5.0

  private let screens: PictureArea

  /// Looks for screens.
  ///
  /// - Parameters:
  ///   - dots: The boxes around the dots of a page.
  ///   - width: The page's width in pixels.
  ///   - height: Its height.
  ///   - stroke: How wide its strokes are, in pixels.
  init(_ dots: [PixelBox], width: Int, height: Int, stroke: Double) {
    let side = max(1, Int(Self.square * stroke))
    let columns = (width + side - 1) / side
    var squares = [[PixelBox]](repeating: [], count: columns * ((height + side - 1) / side))
    for dot in dots { squares[dot.y / side * columns + dot.x / side].append(dot) }
    let distances = squares.indices.map { place -> [Double] in
      let near = Self.values(around: place, of: squares, columns: columns)
      return squares[place].compactMap { Self.distance(from: $0, toNearestOf: near) }
    }
    let strokes = Self.square * Self.square
    let usual = Double(squares.map(\.count).sorted()[squares.count / 2])
    let isTone = squares.indices.map { place in
      let count = Double(squares[place].count)
      if count >= max(Self.uneven * strokes, Self.chance * usual) { return true }
      return count >= Self.even * strokes
        && Self.spread(of: Self.values(around: place, of: distances, columns: columns)) < Self.leastSpread
    }
    screens = PictureArea(squares: isTone, width: columns, squareSize: side).grown(by: 1)
  }

  /// Whether a dot belongs to a screen.
  func contains(_ dot: PixelBox) -> Bool { screens.contains(x: dot.x, y: dot.y) }

  /// The standard deviation of distances as a share of their mean.
  private static func spread(of distances: [Double]) -> Double {
    let mean = distances.reduce(0, +) / Double(distances.count)
    let variance = distances.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(distances.count)
    return variance.squareRoot() / mean
  }

  /// What a square and those around it hold.
  private static func values<Value>(around place: Int, of squares: [[Value]], columns: Int) -> [Value] {
    let (x, y) = (place % columns, place / columns)
    var values: [Value] = []
    for row in max(0, y - 1)...min(squares.count / columns - 1, y + 1) {
      for column in max(0, x - 1)...min(columns - 1, x + 1) { values += squares[row * columns + column] }
    }
    return values
  }

  /// The distance in pixels; `nil` where there is no other.
  private static func distance(from dot: PixelBox, toNearestOf others: [PixelBox]) -> Double? {
    let squared = others.compactMap { other -> Int? in
      if other == dot { return nil }
      let (x, y) = (other.x - dot.x, other.y - dot.y)
      return x * x + y * y
    }
    return squared.min().map { Double($0).squareRoot() }
  }
}

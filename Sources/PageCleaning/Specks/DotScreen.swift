import Imaging

/// Where a page's small dots are so many that they are the screen of a halftone or a tint rather than specks.
///
/// A page may be strewn with as many all over. Then dots are a screen where they are many times more than elsewhere, and all of
/// them are where their distances are too even for chance: the distance to the nearest of dots that fell anyhow is Rayleigh's, whose
/// standard deviation is half of its mean.
///
/// - SeeAlso: Clark and Evans, "Distance to Nearest Neighbor as a Measure of Spatial Relationships in Populations", Ecology
///   35(4), 1954.
struct DotScreen {
  /// The side, in strokes, of the squares in which dots are counted.
  private static let square = 8.0
  /// Dots a pixel from which on they are a tone.
  private static let tone = 0.012
  /// How many times as many as on half of the page dots may be by chance.
  private static let chance = 5
  /// The standard deviation of distances that fell anyhow, as a share of their mean, at least.
  private static let leastSpread = 0.35

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
    let usual = squares.map(\.count).sorted()[squares.count / 2]
    var many = Self.tone * Double(side * side)
    if usual > 0, Self.spread(of: squares, columns: columns) >= Self.leastSpread {
      many = max(many, Double(Self.chance * usual))
    }
    let isTone = squares.map { Double($0.count) >= many }
    screens = PictureArea(squares: isTone, width: columns, squareSize: side).grown(by: 1)
  }

  /// Whether a dot belongs to a screen.
  func contains(_ dot: PixelBox) -> Bool { screens.contains(x: dot.x, y: dot.y) }

  /// The standard deviation of the distances from dots to their nearest neighbours, as a share of the mean.
  private static func spread(of squares: [[PixelBox]], columns: Int) -> Double {
    var (count, sum, squared) = (0.0, 0.0, 0.0)
    for place in squares.indices where !squares[place].isEmpty {
      let near = dots(around: place, of: squares, columns: columns)
      for dot in squares[place] {
        guard let distance = distance(from: dot, toNearestOf: near) else { continue }
        count += 1
        sum += distance
        squared += distance * distance
      }
    }
    let mean = sum / count
    return count > 0 ? max(0, squared / count - mean * mean).squareRoot() / mean : 0
  }

  /// The dots of a square and of those around it.
  private static func dots(around place: Int, of squares: [[PixelBox]], columns: Int) -> [PixelBox] {
    let (x, y) = (place % columns, place / columns)
    var dots: [PixelBox] = []
    for row in max(0, y - 1)...min(squares.count / columns - 1, y + 1) {
      for column in max(0, x - 1)...min(columns - 1, x + 1) { dots += squares[row * columns + column] }
    }
    return dots
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

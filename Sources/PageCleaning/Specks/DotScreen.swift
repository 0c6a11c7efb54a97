import Imaging

/// Where a page's small dots are the screen of a halftone or a tint, or a dotted rule, rather than specks.
///
/// They are where the distances between neighbours are too even for chance. Of dots that fell anyhow, none nearer to another than
/// the 3×3 pixels in which both would be one, the area π d² around a dot up to its nearest neighbour is that block and an
/// exponential variable, whose standard deviation is its mean; of a screen's dots it hardly varies. Where distances are uneven, dots
/// may be a dither all the same if they are dense, and not so all over the page.
///
/// - SeeAlso: Clark and Evans, "Distance to Nearest Neighbor as a Measure of Spatial Relationships in Populations", Ecology
///   35(4), 1954, where the distribution is; they test its mean, which depends on how dense dots are on the page around.
struct DotScreen {
  /// The side, in strokes, of the squares in which dots are looked at.
  private static let square = 16.0
  /// Dots of a square that are measured at most: with those of the squares around they are enough to tell how distances spread.
  private static let measured = 32
  /// Fewer dots do not tell how dense they are.
  private static let fewestDots = 16
  /// The spread that distances in a tone have at most, and how many of them tell.
  private static let (spreadOfTone, fewestOfTone) = (0.6, 64)
  /// The spread that distances in a rule have at most, and how many of them tell.
  private static let (spreadOfRule, fewestOfRule) = (0.3, 24)
  /// Dots on a square as wide as a stroke from which on they are a tone, where they are even and where they are not.
  private static let (even, uneven) = (0.06, 0.1)
  /// How many times as dense as on half of the page dots may be by chance.
  private static let chance = 5.0
  /// The square of the radius of a circle as large as the block in which two dots would be one.
  private static let block = 9 / Double.pi

  private let screens: PictureArea

  /// Looks for screens.
  ///
  /// - Parameters:
  ///   - dots: The boxes around the dots of a page.
  ///   - page: The page.
  ///   - stroke: How wide its strokes are, in pixels.
  ///   - pictures: Its pictures, where no dots were looked for; `nil` where there are none.
  init(_ dots: [PixelBox], on page: GrayImage, stroke: Double, outside pictures: PictureArea?) {
    let side = max(1, Int(Self.square * stroke))
    let columns = (page.width + side - 1) / side
    var squares = [[PixelBox]](repeating: [], count: columns * ((page.height + side - 1) / side))
    for dot in dots { squares[dot.y / side * columns + dot.x / side].append(dot) }
    let densities = squares.indices.map { place in
      let (x, y) = (place % columns * side, place / columns * side)
      let area = min(side, page.width - x) * min(side, page.height - y)
      return Double(squares[place].count) * stroke * stroke / Double(area)
    }
    let usual = squares.indices.filter { place in
      let (x, y) = (place % columns * side + side / 2, place / columns * side + side / 2)
      return pictures?.contains(x: min(x, page.width - 1), y: min(y, page.height - 1)) != true
    }.map { densities[$0] }.sorted()
    let many = max(Self.uneven, usual.isEmpty ? 0 : Self.chance * usual[usual.count / 2])
    let excesses = squares.indices.map {
      Self.excesses(of: squares[$0], among: Self.values(around: $0, of: squares, columns: columns))
    }
    let isScreen = squares.indices.map { place in
      if squares[place].isEmpty { return false }
      if squares[place].count >= Self.fewestDots, densities[place] >= many { return true }
      let near = Self.values(around: place, of: excesses, columns: columns)
      if near.count < Self.fewestOfRule { return false }
      let spread = Self.spread(of: near)
      let mayBeTone = densities[place] >= Self.even && near.count >= Self.fewestOfTone
      return spread < Self.spreadOfRule || mayBeTone && spread < Self.spreadOfTone
    }
    screens = PictureArea(squares: isScreen, width: columns, squareSize: side).grown(by: 1)
  }

  /// Whether a dot belongs to a screen.
  func contains(_ dot: PixelBox) -> Bool { screens.contains(x: dot.x, y: dot.y) }

  /// The standard deviation of values as a share of their mean.
  static func spread(of values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(values.count)
    return variance.squareRoot() / mean
  }

  /// What a square and those around it hold.
  static func values<Value>(around place: Int, of squares: [[Value]], columns: Int) -> [Value] {
    let (x, y) = (place % columns, place / columns)
    var values: [Value] = []
    for row in max(0, y - 1)...min(squares.count / columns - 1, y + 1) {
      for column in max(0, x - 1)...min(columns - 1, x + 1) { values += squares[row * columns + column] }
    }
    return values
  }

  /// By how much the squared distances from some dots to their nearest neighbours exceed those of dots side by side.
  private static func excesses(of dots: [PixelBox], among others: [PixelBox]) -> [Double] {
    stride(from: 0, to: dots.count, by: max(1, dots.count / measured)).compactMap { place in
      let dot = dots[place]
      let squared = others.lazy.filter { $0 != dot }.map { (other: PixelBox) -> Int in
        let (x, y) = (other.x - dot.x, other.y - dot.y)
        return x * x + y * y
      }
      return squared.min().map { Double($0) - block }
    }
  }
}

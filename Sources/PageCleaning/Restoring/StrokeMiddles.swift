import Imaging

/// How deep strokes are in their middles, square by square.
///
/// A middle is a pixel that is no paler than those beside it along a row or a column, on both sides of which the stroke ends. Of one even
/// ink middles are nearly as deep as each other.
struct StrokeMiddles {
  /// For each square, how often its middles have each depth, 0 to 255.
  private var squares: [Histogram]
  /// How often middles have each depth anywhere.
  private var all = Histogram()
  private let (width, height, columns): (Int, Int, Int)

  /// The side of a square in pixels, and the middles without which nothing can be said of one.
  private static let (square, fewest) = (32, 20)
  /// Squares without which nothing can be said of a page.
  private static let fewestSquares = 8
  /// How far to each side of a middle its stroke ends, in pixels, and the share of its depth that there is less of.
  private static let (reach, edge) = (5, 0.5)
  /// The share of a square's middles that are paler than the deepest ones.
  private static let deepest = 0.9

  /// Begins with no middles.
  ///
  /// - Parameters:
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  init(width: Int, height: Int) {
    (self.width, self.height, columns) = (width, height, (width + Self.square - 1) / Self.square)
    squares = Array(repeating: Histogram(), count: columns * ((height + Self.square - 1) / Self.square))
  }

  /// Adds a pixel of ink if it is a stroke's middle.
  ///
  /// - Parameters:
  ///   - x: Its column.
  ///   - y: Its row.
  ///   - contrast: How deep the page's pixels are, ``InkContrast/values``.
  mutating func add(x: Int, y: Int, of contrast: [UInt8]) {
    let place = y * width + x
    guard
      Self.isMiddle(place, of: contrast, step: 1, before: x, after: width - 1 - x)
        || Self.isMiddle(place, of: contrast, step: width, before: y, after: height - 1 - y)
    else { return }
    squares[y / Self.square * columns + x / Self.square].add(Int(contrast[place]))
    all.add(Int(contrast[place]))
  }

  /// The depth, 0 to 255, that half of the middles do not exceed; `nil` where there are none.
  var median: Int? { all.median }

  /// How many times as deep as their median the deepest tenth of a square's middles are, by the median of the squares; `nil` where there are too
  /// few middles.
  var deepestOverMedian: Double? {
    let ratios = squares.compactMap { middles -> Double? in
      guard middles.total >= Self.fewest, let deepest = middles.percentile(Self.deepest), let median = middles.median
      else { return nil }
      return Double(deepest) / Double(max(1, median))
    }
    return ratios.count >= Self.fewestSquares ? ratios.sorted()[ratios.count / 2] : nil
  }

  /// The depth, 0 to 1, that a share of the middles do not exceed, everywhere on the page; `nil` where there are none.
  func depths(percentile share: Double) -> LevelMap? {
    let measured = squares.map { middles in
      middles.total >= Self.fewest ? middles.percentile(share).map { Float(max(1, $0)) / 255 } : nil
    }
    return LevelMap(measured, size: Self.square, width: width, height: height)
  }

  /// Whether a pixel is the deepest of those beside it along a line, of which there are so many before and after it, and its stroke ends on
  /// both of its sides.
  private static func isMiddle(_ place: Int, of contrast: [UInt8], step: Int, before: Int, after: Int) -> Bool {
    guard before > 0, after > 0 else { return false }
    let depth = contrast[place]
    guard depth >= contrast[place - step], depth >= contrast[place + step] else { return false }
    let edge = UInt8(Self.edge * Double(depth))
    return (1...min(reach, before)).contains { contrast[place - $0 * step] < edge }
      && (1...min(reach, after)).contains { contrast[place + $0 * step] < edge }
  }
}

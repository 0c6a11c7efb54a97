import Imaging

/// How often values from 0 to 255 occur in each of a page's squares.
struct SquareHistograms {
  private var squares: [Histogram]
  private let (width, height, size, columns): (Int, Int, Int, Int)

  /// Begins with no values.
  ///
  /// - Parameters:
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  ///   - size: The side of a square in pixels.
  init(width: Int, height: Int, size: Int) {
    (self.width, self.height, self.size, columns) = (width, height, size, (width + size - 1) / size)
    squares = Array(repeating: Histogram(), count: columns * ((height + size - 1) / size))
  }

  /// Counts a value at a pixel.
  mutating func add(_ value: Int, x: Int, y: Int) { squares[y / size * columns + x / size].add(value) }

  /// The level, 0 to 1, that a share of the values do not exceed, everywhere on the page; `nil` where no square has enough.
  ///
  /// - Parameters:
  ///   - share: The share.
  ///   - fewest: The values, at least 1, without which nothing is said of a square.
  func levels(percentile share: Double, fewest: Int = 1) -> LevelMap? {
    let measured = squares.map { $0.total >= fewest ? $0.percentile(share).map { Float($0) / 255 } : nil }
    return LevelMap(measured, size: size, width: width, height: height)
  }
}

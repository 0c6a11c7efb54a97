import Imaging

/// How deep strokes are in their middles, square by square, and how even along them.
///
/// A middle is a pixel that is no paler than those beside it along a row or a column, on both sides of which the stroke ends. Of one even
/// ink middles are nearly as deep as those before and after them, in focus or not.
struct StrokeMiddles {
  /// How often its middles have each depth, 0 to 255, in each square.
  private var squares: SquareHistograms
  /// How often middles have each depth anywhere, and each difference from those before and after them, as a share of theirs in 255 steps.
  private var (depths, differences) = (Histogram(), Histogram())
  private let (width, height): (Int, Int)

  /// The side of a square in pixels, and the middles without which nothing can be said of one.
  private static let (square, fewest) = (32, 20)
  /// How far to each side of a middle its stroke ends, in pixels, and the share of its depth that there is less of.
  private static let (reach, edge) = (5, 0.5)
  /// Before and after a middle the stroke goes on with this share of its depth at least.
  private static let leastAlong = 0.25

  /// Begins with no middles.
  ///
  /// - Parameters:
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    squares = SquareHistograms(width: width, height: height, size: Self.square)
  }

  /// The depth, 0 to 255, that a share of all middles do not exceed; `nil` where there are none.
  func depth(percentile share: Double) -> Int? { depths.percentile(share) }

  /// The median of how much a middle differs from the mean of those before and after it along its stroke, as a share of its depth, 1 at most;
  /// `nil` where there are none.
  var roughness: Double? { differences.median.map { Double($0) / 255 } }

  /// Adds a pixel of ink if it is a stroke's middle.
  ///
  /// - Parameters:
  ///   - x: Its column.
  ///   - y: Its row.
  ///   - contrast: How deep the page's pixels are, ``InkContrast/values``.
  mutating func add(x: Int, y: Int, of contrast: [UInt8]) {
    guard x > 0, x + 1 < width, y > 0, y + 1 < height else { return }
    let place = y * width + x
    let isAcross = Self.isMiddle(place, of: contrast, step: 1, before: x, after: width - 1 - x)
    let isDown = Self.isMiddle(place, of: contrast, step: width, before: y, after: height - 1 - y)
    guard isAcross || isDown else { return }
    let depth = Int(contrast[place])
    depths.add(depth)
    squares.add(depth, x: x, y: y)
    if isAcross { addDifference(of: contrast, at: place, across: 1, along: width) }
    if isDown { addDifference(of: contrast, at: place, across: width, along: 1) }
  }

  /// The depth, 0 to 1, that a share of the middles do not exceed, everywhere on the page; `nil` where no square has enough.
  func depths(percentile share: Double) -> LevelMap? {
    squares.levels(percentile: share, fewest: Self.fewest)
  }

  /// Counts how much a middle differs from those before and after it, unless its stroke ends there.
  private mutating func addDifference(of contrast: [UInt8], at place: Int, across: Int, along: Int) {
    func deepest(_ place: Int) -> Int { Int(max(contrast[place - across], contrast[place], contrast[place + across])) }
    let (depth, before, after) = (Int(contrast[place]), deepest(place - along), deepest(place + along))
    guard depth > 0, Double(min(before, after)) >= Self.leastAlong * Double(depth) else { return }
    let mean = Double(before + after) / 2
    differences.add(Int(255 * abs(Double(depth) - mean) / max(Double(depth), mean)))
  }

  /// Whether a pixel is the deepest of those beside it along a line, of which there are so many before and after it, and its stroke ends on
  /// both of its sides.
  private static func isMiddle(_ place: Int, of contrast: [UInt8], step: Int, before: Int, after: Int) -> Bool {
    let depth = contrast[place]
    guard depth >= contrast[place - step], depth >= contrast[place + step] else { return false }
    let edge = UInt8(Self.edge * Double(depth))
    return (1...min(reach, before)).contains { contrast[place - $0 * step] < edge }
      && (1...min(reach, after)).contains { contrast[place + $0 * step] < edge }
  }
}

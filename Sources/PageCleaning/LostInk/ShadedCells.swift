import Imaging

/// The empty cells of a table's shaded rows: rectangles of one gray that lie in a row or a column with others that hold print.
///
/// Behind print networks take a shade with the stains. A cell without any would be the only one to keep its gray, as if it were the bar of
/// a chart.
struct ShadedCells {
  /// How far apart the sides of cells of one row or column are at most, in squares.
  private static let mostApart = 1

  /// A shaded area.
  struct Shade {
    /// The box around its squares, in squares.
    let box: PixelBox
    /// Its gray.
    let gray: UInt16
    /// Whether it fills its box.
    fileprivate let isWhole: Bool

    /// Makes a shade of an area.
    ///
    /// - Parameters:
    ///   - squares: The places of its squares.
    ///   - gray: Its gray.
    ///   - columns: Squares a row of the page.
    init(_ squares: [Int], gray: UInt16, columns: Int) {
      var (left, right, top, bottom) = (Int.max, 0, Int.max, 0)
      for square in squares {
        let (x, y) = (square % columns, square / columns)
        (left, right, top, bottom) = (min(left, x), max(right, x), min(top, y), max(bottom, y))
      }
      box = PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
      self.gray = gray
      isWhole = squares.count == box.width * box.height
    }

    /// Whether another lies in the same row of a table, or in the same column and is as high.
    fileprivate func isAligned(with other: Shade) -> Bool {
      func areNear(_ first: Int, _ second: Int) -> Bool { abs(first - second) <= mostApart }
      let sameRows = areNear(box.y, other.box.y) && areNear(box.maxY, other.box.maxY)
      let sameColumns = areNear(box.x, other.box.x) && areNear(box.maxX, other.box.maxX)
      return sameRows || sameColumns && areNear(box.height, other.box.height)
    }
  }

  private let empty: Set<Int>

  /// Finds the cells among rectangles.
  ///
  /// - Parameters:
  ///   - rectangles: Shades without print that networks took.
  ///   - printed: Shades that they took as well; those with holes hold print.
  ///   - areAlike: Whether two grays are one.
  init(among rectangles: [Shade], printed: [Shade], areAlike: (UInt16, UInt16) -> Bool) {
    var known = printed.filter { !$0.isWhole }
    var empty: Set<Int> = []
    var next = 0
    while next < known.count {
      let cell = known[next]
      next += 1
      for (index, rectangle) in rectangles.enumerated() where !empty.contains(index) {
        guard rectangle.isAligned(with: cell), areAlike(rectangle.gray, cell.gray) else { continue }
        empty.insert(index)
        known.append(rectangle)
      }
    }
    self.empty = empty
  }

  /// Whether a rectangle, by its index among them, is a cell.
  func contains(_ rectangle: Int) -> Bool { empty.contains(rectangle) }
}

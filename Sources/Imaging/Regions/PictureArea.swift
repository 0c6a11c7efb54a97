/// Where pictures are on a page, in squares of pixels.
public struct PictureArea: Sendable, Equatable {
  /// For each square, `[height, width]`, whether it belongs to a picture.
  public let squares: [Bool]
  /// Squares a row.
  public let width: Int
  /// Rows of squares.
  public var height: Int { squares.count / width }
  /// Pixels a side of a square.
  public let squareSize: Int

  /// Makes an area.
  ///
  /// - Precondition: `squares` has a whole number of rows of `width`; `squareSize` is above 0.
  public init(squares: [Bool], width: Int, squareSize: Int) {
    precondition(width > 0 && !squares.isEmpty && squares.count % width == 0 && squareSize > 0)
    (self.squares, self.width, self.squareSize) = (squares, width, squareSize)
  }

  /// The share of the page that is picture, 0 to 1.
  public var share: Double { Double(squares.count { $0 }) / Double(squares.count) }

  /// Whether a pixel of the page lies in a square of a picture.
  public func contains(x: Int, y: Int) -> Bool { squares[y / squareSize * width + x / squareSize] }

  /// The share of a box, in pixels of the page, whose squares are of a picture; 0 for a box beyond the page.
  public func share(of box: PixelBox) -> Double {
    func places(_ start: Int, _ count: Int, of limit: Int) -> Range<Int> {
      let first = min(max(0, start / squareSize), limit)
      return first..<max(first, min(limit, (start + count + squareSize - 1) / squareSize))
    }
    let columns = places(box.x, box.width, of: width)
    let rows = places(box.y, box.height, of: height)
    let all = rows.flatMap { row in columns.map { squares[row * width + $0] } }
    return all.isEmpty ? 0 : Double(all.count { $0 }) / Double(all.count)
  }
}

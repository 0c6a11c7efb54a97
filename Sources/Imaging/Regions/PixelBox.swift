/// Whole pixels of a page: columns `x..<x + width`, rows `y..<y + height`, from the top left corner.
public struct PixelBox: Sendable, Equatable, Codable {
  /// The first column.
  public var x: Int
  /// The first row.
  public var y: Int
  /// Columns.
  public var width: Int
  /// Rows.
  public var height: Int

  /// Makes a box.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// The column after the last.
  public var maxX: Int { x + width }
  /// The row after the last.
  public var maxY: Int { y + height }

  /// Whether there are other pixels of the page at each of its sides.
  public func isWithin(width pageWidth: Int, height pageHeight: Int) -> Bool {
    x > 0 && y > 0 && maxX < pageWidth && maxY < pageHeight
  }

  /// The smallest box around both.
  public func union(_ other: PixelBox) -> PixelBox {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return PixelBox(x: left, y: top, width: max(maxX, other.maxX) - left, height: max(maxY, other.maxY) - top)
  }
}

extension Sequence<PixelBox> {
  /// The smallest box around all of them; `nil` where there is none.
  public func union() -> PixelBox? { reduce(nil) { $0?.union($1) ?? $1 } }
}

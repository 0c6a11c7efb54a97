/// What is left of a column of a page, filled from the top.
struct Column {
  let x: Double
  let width: Double
  /// Where the next block begins.
  var y: Double
  /// Where the column ends.
  let bottom: Double

  /// Pixels left.
  var height: Double { bottom - y }
  /// Whether nothing more goes in.
  var isFull: Bool { y >= bottom }

  init(_ rectangle: Rectangle) {
    x = rectangle.x
    width = rectangle.width
    y = rectangle.y
    bottom = rectangle.maxY
  }
}

/// A part of a column: it draws itself at the column's top and moves the top below itself.
protocol Block {
  /// Draws the block; one that does not fit ends where the column does.
  func draw(in column: inout Column, on page: PageComposer) throws
}

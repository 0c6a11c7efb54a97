import Imaging

/// Levels that were measured in the squares of a page, each smoothed with those around it and carried on linearly between their middles.
struct LevelMap {
  private let squares: [Float]
  /// Squares a row.
  private let columns: Int
  private let (across, down): (LinearSteps, LinearSteps)
  /// Pixels a row of the page.
  let width: Int
  /// Rows of the page.
  let height: Int

  /// Carries levels on; `nil` where none was measured.
  ///
  /// - Parameters:
  ///   - measured: The level of each square, row by row; `nil` where it could not be measured, which then has that of those around it.
  ///   - size: The side of a square in pixels.
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  init?(_ measured: [Float?], size: Int, width: Int, height: Int) {
    let columns = (width + size - 1) / size
    guard let squares = Self.filled(measured, columns: columns) else { return nil }
    self.squares = Self.smooth(squares, columns: columns)
    across = LinearSteps(pixels: width, squares: columns, size: size)
    down = LinearSteps(pixels: height, squares: squares.count / columns, size: size)
    (self.columns, self.width, self.height) = (columns, width, height)
  }

  /// The level at each pixel of a row.
  ///
  /// - Parameters:
  ///   - y: The row.
  ///   - levels: As many as the page is wide; overwritten.
  func readLevels(ofRow y: Int, into levels: inout [Float]) {
    let (above, below, part) = down.step(y)
    let line = (0..<columns).map { column in
      let upper = squares[above * columns + column]
      return upper + part * (squares[below * columns + column] - upper)
    }
    for x in 0..<width {
      let (left, right, part) = across.step(x)
      levels[x] = line[left] + part * (line[right] - line[left])
    }
  }

  /// Calls a function with the place of each pixel, row by row, and the level there.
  func forEachLevel(_ body: (_ place: Int, _ level: Float) -> Void) {
    var levels = [Float](repeating: 0, count: width)
    for y in 0..<height {
      readLevels(ofRow: y, into: &levels)
      for x in 0..<width { body(y * width + x, levels[x]) }
    }
  }

  /// Gives squares without a level that of those around them; `nil` where none has any.
  private static func filled(_ measured: [Float?], columns: Int) -> [Float]? {
    var squares = measured
    guard squares.contains(where: { $0 != nil }) else { return nil }
    while squares.contains(where: { $0 == nil }) {
      let known = squares
      for place in squares.indices where known[place] == nil {
        let around = neighbours(of: place, in: known, columns: columns).compactMap { $0 }
        if !around.isEmpty { squares[place] = around.reduce(0, +) / Float(around.count) }
      }
    }
    return squares.compactMap { $0 }
  }

  /// The medians of three by three squares.
  private static func smooth(_ squares: [Float], columns: Int) -> [Float] {
    squares.indices.map { place in
      let around = neighbours(of: place, in: squares, columns: columns).sorted()
      return around[around.count / 2]
    }
  }

  /// What was measured in a square and in those that touch it.
  static func neighbours<Value>(of place: Int, in squares: [Value], columns: Int) -> [Value] {
    let (row, column) = (place / columns, place % columns)
    let rows = max(0, row - 1)...min(squares.count / columns - 1, row + 1)
    return rows.flatMap { row in
      (max(0, column - 1)...min(columns - 1, column + 1)).map { squares[row * columns + $0] }
    }
  }
}

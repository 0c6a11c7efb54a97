import Imaging

/// How light a page's paper is at every place before cleaning.
///
/// Paper is what cleaning made white. Its level is the median gray of squares of 32 pixels, each smoothed with those around it and
/// carried on linearly between their middles, so that a stain that was cleaned counts as paper.
struct PaperMap {
  /// The side of the squares in which paper is measured, in pixels.
  private static let square = 32
  /// What is lighter after cleaning is paper.
  private static let white = UInt16(0.95 * 65535)
  /// The share of a square that paper has at least, to be measured there.
  private static let leastShare = 0.125

  private let squares: [Float]
  private let (across, down): (LinearSteps, LinearSteps)
  /// Squares a row.
  private let columns: Int
  /// Pixels a row of the page.
  let width: Int
  /// Rows of the page.
  let height: Int

  /// Measures a page; `nil` where it has no paper.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - pictures: Where pictures are, which are no paper; `nil` where there are none.
  init?(before: GrayImage, after: GrayImage, outside pictures: PictureArea? = nil) {
    let columns = (before.width + Self.square - 1) / Self.square
    var squares = Self.medians(before: before, after: after, outside: pictures, columns: columns)
    guard Self.fill(&squares, columns: columns) else { return nil }
    self.squares = Self.smooth(squares.map { $0 ?? 0 }, columns: columns)
    across = LinearSteps(pixels: before.width, squares: columns, size: Self.square)
    down = LinearSteps(pixels: before.height, squares: squares.count / columns, size: Self.square)
    self.columns = columns
    (width, height) = (before.width, before.height)
  }

  /// The paper's level, above 0 and up to 65535, at each pixel of a row.
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
      levels[x] = max(1, line[left] + part * (line[right] - line[left]))
    }
  }

  /// Calls a function with the place of each pixel, row by row, and the paper's level there.
  func forEachLevel(_ body: (_ place: Int, _ level: Float) -> Void) {
    var levels = [Float](repeating: 0, count: width)
    for y in 0..<height {
      readLevels(ofRow: y, into: &levels)
      for x in 0..<width { body(y * width + x, levels[x]) }
    }
  }

  /// The page with its paper white: grays as shares of their paper's.
  ///
  /// - Parameter page: The page that was measured, before cleaning.
  func whitened(_ page: GrayImage) -> GrayImage {
    var page = page
    forEachLevel { place, level in page.samples[place] = UInt16(Self.whitened(page.samples[place], paper: level)) }
    return page
  }

  /// A gray as a share of its paper's, 0 to 65535.
  static func whitened(_ gray: UInt16, paper: Float) -> Float { min(65535, Float(gray) * 65535 / paper) }

  /// The median gray of each square's paper before cleaning; `nil` where there is too little of it.
  private static func medians(
    before: GrayImage, after: GrayImage, outside pictures: PictureArea?, columns: Int
  ) -> [Float?] {
    let (width, height) = (before.width, before.height)
    var result: [Float?] = []
    for top in stride(from: 0, to: height, by: square) {
      for left in stride(from: 0, to: width, by: square) {
        let (bottom, right) = (min(top + square, height), min(left + square, width))
        if let pictures,
          pictures.share(of: PixelBox(x: left, y: top, width: right - left, height: bottom - top)) > 0
        {
          result.append(nil)
          continue
        }
        var grays = Histogram()
        for y in top..<bottom {
          // Every other pixel is enough for a median.
          for place in stride(from: y * width + left, to: y * width + right, by: 2)
          where after.samples[place] >= white {
            grays.add(Int(before.samples[place] >> 8))
          }
        }
        let isPaper = Double(grays.total) >= leastShare / 2 * Double((bottom - top) * (right - left))
        result.append(isPaper ? grays.median.map { Float($0) * 257 } : nil)
      }
    }
    return result
  }

  /// Gives squares without paper the level of those around them; `false` where none has any.
  private static func fill(_ squares: inout [Float?], columns: Int) -> Bool {
    guard squares.contains(where: { $0 != nil }) else { return false }
    while squares.contains(where: { $0 == nil }) {
      let known = squares
      for place in squares.indices where known[place] == nil {
        let around = neighbours(of: place, in: known, columns: columns).compactMap { $0 }
        if !around.isEmpty { squares[place] = around.reduce(0, +) / Float(around.count) }
      }
    }
    return true
  }

  /// The medians of three by three squares.
  private static func smooth(_ squares: [Float], columns: Int) -> [Float] {
    squares.indices.map { place in
      let around = neighbours(of: place, in: squares, columns: columns).sorted()
      return around[around.count / 2]
    }
  }

  /// A square and those that touch it.
  private static func neighbours<Value>(of place: Int, in squares: [Value], columns: Int) -> [Value] {
    let (row, column) = (place / columns, place % columns)
    let rows = max(0, row - 1)...min(squares.count / columns - 1, row + 1)
    return rows.flatMap { row in
      (max(0, column - 1)...min(columns - 1, column + 1)).map { squares[row * columns + $0] }
    }
  }
}

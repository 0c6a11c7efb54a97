import Imaging

/// How dark a page was before cleaning against its own paper, which is what cleaning made white.
///
/// A stain that was cleaned counts as paper by this measure, so that only strokes stand out from it.
struct InkContrast {
  /// For each pixel 1 - before / paper, `[height, width]`, 0 to 255.
  let values: [UInt8]

  /// The side of the squares in which paper is measured, in pixels.
  private static let square = 32
  /// What is lighter after cleaning is paper.
  private static let white = UInt16(0.95 * 65535)
  /// The share of a square that paper has at least, to be measured there.
  private static let leastShare = 0.125

  /// Measures a page; `nil` where it has no paper.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after it, of the same size.
  init?(before: GrayImage, after: GrayImage) {
    let (width, height) = (before.width, before.height)
    let columns = (width + Self.square - 1) / Self.square
    var squares = Self.medians(before: before, after: after, columns: columns)
    guard Self.fill(&squares, columns: columns) else { return nil }
    let paper = Self.smooth(squares.map { $0 ?? 0 }, columns: columns)
    let across = LinearSteps(pixels: width, squares: columns, size: Self.square)
    let down = LinearSteps(pixels: height, squares: paper.count / columns, size: Self.square)
    var line = [Float](repeating: 0, count: columns)
    values = [UInt8](unsafeUninitializedCapacity: width * height) { values, initialized in
      before.samples.withUnsafeBufferPointer { before in
        for y in 0..<height {
          let (above, below, part) = down.step(y)
          for column in 0..<columns {
            let upper = paper[above * columns + column]
            line[column] = upper + part * (paper[below * columns + column] - upper)
          }
          for x in 0..<width {
            let (left, right, part) = across.step(x)
            let level = line[left] + part * (line[right] - line[left])
            let contrast = 1 - Float(before[y * width + x]) / max(level, 1)
            values[y * width + x] = UInt8(max(0, contrast) * 255 + 0.5)
          }
        }
      }
      initialized = width * height
    }
  }

  /// The median gray of each square's paper before cleaning; `nil` where there is too little of it.
  private static func medians(before: GrayImage, after: GrayImage, columns: Int) -> [Float?] {
    let (width, height) = (before.width, before.height)
    var result: [Float?] = []
    for top in stride(from: 0, to: height, by: square) {
      for left in stride(from: 0, to: width, by: square) {
        let (bottom, right) = (min(top + square, height), min(left + square, width))
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

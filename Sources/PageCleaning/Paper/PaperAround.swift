import Imaging

/// The paper right around a page's ink: how light it is, and how even.
///
/// Both are measured in squares of 8 pixels with those around them, without the pale rims of strokes: close enough to the ink that the paper beneath
/// it is no other.
struct PaperAround {
  /// The mean gray, above 0 and up to 65535.
  let levels: LevelMap
  /// The root mean square of gray / level - 1.
  let unevenness: LevelMap

  /// The side of the squares in pixels, and the pixels of paper without which they and those around them tell nothing.
  private static let (square, fewest) = (8, 80)
  /// What is lighter after cleaning is paper.
  private static let white = UInt16(0.95 * 65535)

  /// Measures a page; `nil` where it has no paper.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - rims: What belongs to ink, for each pixel.
  init?(before: GrayImage, after: GrayImage, rims: [Bool]) {
    let (width, height) = (before.width, before.height)
    let columns = (width + Self.square - 1) / Self.square
    let count = columns * ((height + Self.square - 1) / Self.square)
    var pixels = [Int](repeating: 0, count: count)
    func forEachPixel(_ body: (_ square: Int, _ place: Int) -> Void) {
      for y in 0..<height {
        for x in 0..<width where !rims[y * width + x] && after.samples[y * width + x] >= Self.white {
          body(y / Self.square * columns + x / Self.square, y * width + x)
        }
      }
    }
    var sums = [Float](repeating: 0, count: count)
    forEachPixel { square, place in
      pixels[square] += 1
      sums[square] += Float(before.samples[place])
    }
    func means() -> [Float?] {
      (0..<count).map { square in
        let around = LevelMap.neighbours(of: square, in: pixels, columns: columns).reduce(0, +)
        guard around >= Self.fewest else { return nil }
        return LevelMap.neighbours(of: square, in: sums, columns: columns).reduce(0, +) / Float(around)
      }
    }
    guard let levels = LevelMap(means().map { $0.map { max(1, $0) } }, size: Self.square, width: width, height: height)
    else { return nil }
    sums = [Float](repeating: 0, count: count)
    var row = [Float](repeating: 0, count: width)
    var rowRead = -1
    forEachPixel { square, place in
      let (x, y) = (place % width, place / width)
      if y != rowRead {
        levels.readLevels(ofRow: y, into: &row)
        rowRead = y
      }
      let deviation = Float(before.samples[place]) / row[x] - 1
      sums[square] += deviation * deviation
    }
    guard
      let unevenness = LevelMap(
        means().map { $0?.squareRoot() }, size: Self.square, width: width, height: height)
    else { return nil }
    (self.levels, self.unevenness) = (levels, unevenness)
  }
}

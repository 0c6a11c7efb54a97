import Imaging

/// The pixels of a page that stand out against its paper nearly as much as the strongest nearby do, so that strokes are as wide where
/// ink is faint as where it is black.
struct LocalInk {
  /// What is paler against its paper is no ink, 0 to 255.
  static let leastContrast = 16
  /// The share of the strongest contrast nearby from which pixels are ink.
  private static let leastOfStrongest = 0.35
  /// The side of the squares in which the strongest is looked for, in pixels; it is near in those and in the ones around them.
  private static let square = 16

  /// The ink.
  let mask: InkMask

  /// Looks at a page.
  init(_ contrast: InkContrast, width: Int, height: Int) {
    let (columns, rows) = ((width + Self.square - 1) / Self.square, (height + Self.square - 1) / Self.square)
    let strongest = Self.strongest(contrast.values, width: width, height: height, columns: columns, rows: rows)
    let thresholds = strongest.indices.map { square -> UInt8 in
      let most = LevelMap.neighbours(of: square, in: strongest, columns: columns).max() ?? 0
      return UInt8(max(Self.leastContrast, Int(Self.leastOfStrongest * Double(most))))
    }
    var pixels = [UInt8](repeating: 0, count: width * height)
    for y in 0..<height {
      for x in 0..<width where contrast.values[y * width + x] >= thresholds[y / Self.square * columns + x / Self.square]
      {
        pixels[y * width + x] = 1
      }
    }
    mask = InkMask(width: width, height: height, pixels: pixels)
  }

  /// The strongest contrast in each square, 0 to 255, of four pixels together, as a single one may be noise.
  private static func strongest(_ contrast: [UInt8], width: Int, height: Int, columns: Int, rows: Int) -> [Int] {
    var strongest = [Int](repeating: 0, count: columns * rows)
    for y in 0..<max(0, height - 1) {
      for x in 0..<max(0, width - 1) {
        let place = y * width + x
        let sum =
          Int(contrast[place]) + Int(contrast[place + 1]) + Int(contrast[place + width])
          + Int(contrast[place + width + 1])
        let inSquare = y / square * columns + x / square
        strongest[inSquare] = max(strongest[inSquare], sum / 4)
      }
    }
    return strongest
  }
}

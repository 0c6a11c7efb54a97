import Imaging

/// How dark a page was before cleaning against its own paper.
struct InkContrast {
  /// For each pixel 1 - before / paper, `[height, width]`, 0 to 255.
  let values: [UInt8]

  /// Measures a page.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - paper: Its paper, by which only strokes stand out and no stain that was cleaned.
  init(before: GrayImage, paper: PaperMap) {
    let (width, height) = (before.width, before.height)
    var levels = [Float](repeating: 0, count: width)
    values = [UInt8](unsafeUninitializedCapacity: width * height) { values, initialized in
      before.samples.withUnsafeBufferPointer { before in
        for y in 0..<height {
          paper.readLevels(ofRow: y, into: &levels)
          for x in 0..<width {
            let contrast = 1 - Float(before[y * width + x]) / levels[x]
            values[y * width + x] = UInt8(max(0, contrast) * 255 + 0.5)
          }
        }
      }
      initialized = width * height
    }
  }
}

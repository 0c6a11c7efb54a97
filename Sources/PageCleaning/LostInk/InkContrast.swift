import Imaging

/// How dark a page is against its own paper.
struct InkContrast {
  /// For each pixel 1 - gray / paper, `[height, width]`, 0 to 255.
  let values: [UInt8]

  /// Measures a page.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - paper: Its paper, by which only strokes stand out and no stain that was cleaned.
  init(before: GrayImage, paper: PaperMap) {
    values = [UInt8](unsafeUninitializedCapacity: before.samples.count) { values, initialized in
      before.samples.withUnsafeBufferPointer { before in
        paper.forEachLevel { place, level in
          values[place] = UInt8(max(0, 1 - Float(before[place]) / level) * 255 + 0.5)
        }
      }
      initialized = values.count
    }
  }

  /// Measures a cleaned page, whose paper is white.
  init(cleaned: GrayImage) { values = cleaned.samples.map { UInt8((65535 - Int($0) + 128) / 257) } }

  /// Whether two contrasts are alike: the lesser is at least a share of the greater.
  static func areAlike(_ first: Int, _ second: Int, _ share: Double) -> Bool {
    Double(min(first, second)) >= share * Double(max(first, second))
  }
}

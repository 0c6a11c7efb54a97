import Imaging

/// A page whose ink is so faint that networks take it away with the stains, made black so that they see it for what it is.
///
/// They have learnt faint ink, and bring it back as far as it is about as deep as pencil. Of paler ink they leave less than
/// there was, its dots and commas first, and beside something darker nothing.
enum FaintPage {
  /// The page on white paper with black ink, to be cleaned anew; `nil` where its ink was left as deep as it was, or is not faint.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the networks' cleaning, of the same size.
  static func inked(before: GrayImage, after: GrayImage) -> GrayImage? {
    guard let paper = PaperMap(before: before, after: after),
      let depth = depthOfTakenInk(before: before, after: after, paper: paper)
    else { return nil }
    var page = before
    paper.forEachLevel { place, level in
      page.samples[place] = UInt16(max(0, 65535 - Self.depth(before.samples[place], paper: level) / Float(depth)))
    }
    return page
  }

  /// How deep the ink is, 0 to 1, if most of it was taken.
  private static func depthOfTakenInk(before: GrayImage, after: GrayImage, paper: PaperMap) -> Double? {
    if let ink = FaintInk(after), ink.factor > 1, isPaler(after, than: before, in: ink, paper: paper) {
      return ink.usual
    }
    return LostLetters(before: before, after: after, paper: paper).map { Double($0.contrast) / 255 }
  }

  /// Whether the ink that cleaning left is paler than it was.
  private static func isPaler(_ after: GrayImage, than before: GrayImage, in ink: FaintInk, paper: PaperMap) -> Bool {
    let stroke = Float(ink.usual * 65535) / 2
    var (depth, cleanedDepth) = (0.0, 0.0)
    paper.forEachLevel { place, level in
      let cleaned = 65535 - Float(after.samples[place])
      guard cleaned > stroke else { return }
      depth += Double(Self.depth(before.samples[place], paper: level))
      cleanedDepth += Double(cleaned)
    }
    return depth > cleanedDepth
  }

  /// How deep a gray is below its paper, 0 to 65535.
  private static func depth(_ gray: UInt16, paper: Float) -> Float { max(0, 65535 - Float(gray) * 65535 / paper) }
}

import Imaging

/// How deep the letters of a cleaned page are everywhere, where many are pale on a page that is not faint throughout.
///
/// Ink that is uneven, and ink beside some black dirt that cleaning left, is not faint by ``FaintInk``, which asks for a page without black.
/// Letters of one ink are nearly as dark as those near them, from the darkest to the palest. Pencil beside print is not, nor is a second
/// colour; where there is much of such, letters stay as they are.
struct PaleLetters {
  /// 1 - gray of strokes' middles, 0 to 1.
  let depths: LevelMap

  /// Where a quarter of the ink's pixels is as deep, letters are black.
  private static let blackInk = 0.95
  /// Letters without which nothing can be said.
  private static let fewest = 50
  /// The share of the letters that are paler than the darkest, and the share of the contrast of these from which letters are dark.
  private static let (darkest, darkShare) = (0.95, 0.75)
  /// The share of the letters that are of one ink at least.
  private static let leastOfOneInk = 0.9
  /// Letters in squares whose ink is less deep than this are pale, and as what share of all they are many.
  private static let (pale, many) = (Float(0.86), 0.25)

  /// Looks for letters; `nil` where there are few, where fewer than a quarter of them are pale, or where there may be two inks.
  ///
  /// - Parameters:
  ///   - page: The page after all of the cleaning.
  ///   - ink: How dark its ink is.
  ///   - pictures: Where pictures are; `nil` where there are none.
  init?(_ page: GrayImage, ink: FaintInk, outside pictures: PictureArea? = nil) {
    guard ink.usual < Self.blackInk else { return nil }
    let cleaned = page.whitened(in: pictures)
    let (width, height) = (cleaned.width, cleaned.height)
    let contrast = InkContrast(cleaned: cleaned)
    let found = ConnectedComponents(LocalInk(contrast, width: width, height: height).mask)
    let letters = LostLetters.letters(
      in: found, contrast: contrast.values, after: cleaned, widest: InkChain.widest)
    guard letters.count >= Self.fewest else { return nil }
    let darkest = letters.map(\.contrast).sorted()[Int(Self.darkest * Double(letters.count))]
    let chain = InkChain(letters, height: height) { Double($0.contrast) >= Self.darkShare * Double(darkest) }
    guard Double(chain.letters.count) >= Self.leastOfOneInk * Double(letters.count),
      let depths = chain.depths(contrast, width: width, height: height)
    else { return nil }
    var levels = [Float](repeating: 1, count: width)
    var pale = 0
    for (row, line) in Dictionary(grouping: chain.letters, by: { $0.box.y }) {
      depths.readLevels(ofRow: row, into: &levels)
      pale += line.count { levels[$0.box.x] < Self.pale }
    }
    guard Double(pale) >= Self.many * Double(letters.count) else { return nil }
    self.depths = depths
  }
}

extension GrayImage {
  /// The cleaned page with ink brought to black: depths, 1 - gray, over those of the ink that is there.
  func deepened(by ink: LevelMap) -> GrayImage {
    var page = self
    ink.forEachLevel { place, level in
      page.samples[place] = UInt16(65535 - min(65535, Float(65535 - page.samples[place]) / min(1, level)))
    }
    return page
  }
}

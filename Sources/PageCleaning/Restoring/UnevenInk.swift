import Imaging

/// How deep strokes are of which some pixels took far more ink than others beside them, as worn type, a dry ribbon or a dry pen leaves it.
///
/// The deepest of such pixels say nothing of the rest, which would stay pale were ink made as black as they are. On clean paper the rest is ink
/// all the same, and the more uneven it is, the more of it has to become black for strokes to hold together.
struct UnevenInk {
  /// 1 - ink / paper, 0 to 1, of the pixels in strokes' middles that are to become black.
  let depths: LevelMap

  /// Between which of ``StrokeMiddles/roughness`` ink is uneven in part: print out of focus has 0.05, worn print that a scan has blurred 0.11,
  /// and worn print in focus 0.2.
  private static let (least, most) = (0.08, 0.18)
  /// The share of the middles that are paler than the deepest, and how many times as deep as usual ones these are at least: slanted strokes
  /// in focus, which a scan's pixels cut, are rough as well, but 1.3 times as deep at most.
  private static let (deepest, leastRatio) = (0.9, 1.35)
  /// The shares of the middles that are paler than what becomes black, at the least and at the most roughness.
  private static let (palerAtLeast, palerAtMost) = (0.5, 0.25)
  /// Ink whose middles are as deep has not faded, 0 to 255.
  private static let notFaint = 102
  /// How far from what networks left of it ink is, in pixels, and what they left.
  private static let (nearInk, ink) = (3, UInt16(0.9 * 65535))
  /// What is no deeper is paper's own, 0 to 255; the share of the page up to which deeper pixels away from ink are letters that were taken.
  private static let (grain, mostGrain) = (UInt8(7), 0.05)
  /// The share of the paper that is paler than its grain, which letters that were taken do not reach, and how many times as deep as that
  /// ink has to be, lest grain becomes gray.
  private static let (paperPercentile, leastInk) = (0.9, 6)

  /// Looks at a page; `nil` where its strokes are even, few or dark, or its paper has grain.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the networks' cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap) {
    let contrast = InkContrast(before: before, paper: paper).values
    var near = InkSurroundings(after, isDarkerThan: Self.ink, reach: Self.nearInk)
    var middles = StrokeMiddles(width: before.width, height: before.height)
    var beyondInk = Histogram()
    for y in 0..<before.height {
      near.move(toRow: y)
      for x in 0..<before.width {
        let depth = contrast[y * before.width + x]
        if !near.hasInk(atColumn: x) {
          beyondInk.add(Int(depth))
        } else if depth > Self.grain {
          middles.add(x: x, y: y, of: contrast)
        }
      }
    }
    let deeper = beyondInk.counts[(Int(Self.grain) + 1)...].reduce(0, +)
    guard Double(deeper) <= Self.mostGrain * Double(contrast.count),
      let median = middles.depth(percentile: 0.5), median < Self.notFaint,
      let deepest = middles.depth(percentile: Self.deepest), Double(deepest) >= Self.leastRatio * Double(median),
      let roughness = middles.roughness, roughness >= Self.least
    else { return nil }
    let part = min(1, (roughness - Self.least) / (Self.most - Self.least))
    let paler = Self.palerAtLeast + part * (Self.palerAtMost - Self.palerAtLeast)
    guard let ink = middles.depth(percentile: paler),
      ink >= Self.leastInk * (beyondInk.percentile(Self.paperPercentile) ?? 0),
      let depths = middles.depths(percentile: paler)
    else { return nil }
    self.depths = depths
  }
}

import Imaging

/// How deep strokes are of which some pixels took far more ink than others beside them, as worn type, a dry ribbon or a dry pen leaves it.
///
/// The deepest of such pixels say nothing of the rest, which would stay pale were ink made as black as they are. On clean paper the rest is ink
/// all the same, and the more uneven it is, the more of it has to become black for strokes to hold together. Strokes of several widths are
/// uneven as well once a scan has blurred them, but change little from one pixel to the next.
struct UnevenInk {
  /// 1 - ink / paper, 0 to 1, of the pixels in strokes' middles that are to become black.
  let depths: LevelMap

  /// How many times as deep as usual ones the deepest middles are at least; strokes in focus, of several widths, have 1.25 at most.
  /// Unevenness is that times the step along rows: print out of focus has the lower one at most, worn print in focus the upper.
  private static let (leastRatio, least, most) = (1.3, 0.95, 1.35)
  /// Ink whose middles are as deep has not faded, 0 to 255.
  private static let notFaint = 102
  /// The shares of the middles that are paler than what becomes black, at the least and at the most unevenness.
  private static let (palerAtLeast, palerAtMost) = (0.5, 0.25)
  /// How far from what networks left of it ink is, in pixels, and what they left.
  private static let (nearInk, ink) = (3, UInt16(0.9 * 65535))
  /// What is no deeper is paper's own, 0 to 255; the share of the page up to which deeper pixels away from ink are letters that were taken.
  private static let (grain, mostGrain) = (UInt8(7), 0.05)
  /// What is deeper has steps of ink, 0 to 255.
  private static let leastContrast: UInt8 = 12

  /// Looks at a page; `nil` where its strokes are even, or its paper is not.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the networks' cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap) {
    let contrast = InkContrast(before: before, paper: paper).values
    var near = InkSurroundings(after, isDarkerThan: Self.ink, reach: Self.nearInk)
    var middles = StrokeMiddles(width: before.width, height: before.height)
    var grain = 0
    for y in 0..<before.height {
      near.move(toRow: y)
      for x in 0..<before.width where contrast[y * before.width + x] > Self.grain {
        if near.hasInk(atColumn: x) { middles.add(x: x, y: y, of: contrast) } else { grain += 1 }
      }
    }
    guard Double(grain) <= Self.mostGrain * Double(contrast.count), let median = middles.median, median < Self.notFaint,
      let ratio = middles.deepestOverMedian, ratio >= Self.leastRatio,
      let pale = middles.depths(percentile: Self.palerAtMost), let step = Self.step(of: contrast, pale: pale)
    else { return nil }
    let unevenness = ratio * step
    guard unevenness >= Self.least else { return nil }
    let part = min(1, (unevenness - Self.least) / (Self.most - Self.least))
    let paler = Self.palerAtLeast + part * (Self.palerAtMost - Self.palerAtLeast)
    guard let depths = middles.depths(percentile: paler) else { return nil }
    self.depths = depths
  }

  /// The median of how much ink's pixels differ on their left and right, as a share, 1 at most, of how deep pale ink is; `nil` where there is none.
  private static func step(of contrast: [UInt8], pale: LevelMap) -> Double? {
    var steps = Histogram()
    pale.forEachLevel { place, level in
      let x = place % pale.width
      guard contrast[place] > leastContrast, x > 0, x + 1 < pale.width else { return }
      let step = abs(Float(contrast[place + 1]) - Float(contrast[place - 1]))
      steps.add(Int(min(255, step / level)))
    }
    return steps.median.map { Double($0) / 255 }
  }
}

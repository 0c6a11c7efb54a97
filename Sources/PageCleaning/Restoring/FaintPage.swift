import Imaging

/// A page whose ink is so faint that networks take it away with the stains, made black so that they see it for what it is.
///
/// They have learnt faint ink, and bring it back as far as it is about as deep as pencil. Of paler ink they leave less than
/// there was, its dots and commas first, and beside something darker nothing. Where there is nothing but ink on even paper they had
/// better see it in black however much they would leave: of black ink they take the least. Where it fades beside what is darker, it is as
/// deep as ``FadedInk`` says, and where strokes are uneven within, as ``UnevenInk`` does.
enum FaintPage {
  /// What is deeper than this beside ink is grain, a shade, dirt or ink that was taken; the share of a page up to which there is none.
  private static let (grain, mostGrain) = (Int(0.03 * 255), 0.005)
  /// Ink that is as deep has not faded.
  private static let notFaint = 0.5
  /// The share of its ink's pixels that a page's strokes are deeper than, as edges are paler.
  private static let strokePercentile = 0.75
  /// How many times as many pixels as deep as ink networks take at most as they leave; more are specks.
  private static let mostTaken = 4.0

  /// The page on white paper with black ink, to be cleaned anew; `nil` where its ink is not faint, or was left as deep as it was on a
  /// page that needs cleaning; and whether strokes were uneven. Its pictures stay as they are.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the networks' cleaning, of the same size.
  ///   - isMottled: Whether networks left grain, which would be made as black as the ink that has faded most.
  ///   - pictures: Where pictures are; `nil` where there are none.
  static func inked(
    before: GrayImage, after: GrayImage, isMottled: Bool = false, outside pictures: PictureArea? = nil
  ) -> (page: GrayImage, isUneven: Bool)? {
    let surroundings = pictures?.withSurroundings
    guard let paper = PaperMap(before: before, after: after, outside: surroundings) else { return nil }
    let (ink, left) = (before.whitened(in: surroundings), after.whitened(in: surroundings))
    let faded = isMottled ? nil : FadedInk(before: ink, after: left, paper: paper)
    guard let usual = faded?.depths ?? evenDepths(before: ink, after: left, paper: paper) else { return nil }
    let uneven = isMottled ? nil : UnevenInk(before: ink, after: left, paper: paper)
    var page = before
    var inks = [Float](repeating: 0, count: page.width)
    var palerInks = [Float](repeating: 1, count: page.width)
    paper.forEachLevel { place, level in
      let (x, y) = (place % page.width, place / page.width)
      if x == 0 {
        usual.readLevels(ofRow: y, into: &inks)
        uneven?.depths.readLevels(ofRow: y, into: &palerInks)
      }
      if pictures?.contains(x: x, y: y) == true { return }
      page.samples[place] = UInt16(
        max(0, 65535 - depth(before.samples[place], paper: level) / min(inks[x], palerInks[x])))
    }
    return (page, uneven != nil)
  }

  /// How deep the ink is, 0 to 1, of a page that is as faint everywhere; `nil` where the networks had better see it as it is.
  private static func evenDepths(before: GrayImage, after: GrayImage, paper: PaperMap) -> LevelMap? {
    guard let depth = depth(before: before, after: after, paper: paper) else { return nil }
    let (width, height) = (before.width, before.height)
    return LevelMap([Float(depth)], size: max(width, height), width: width, height: height)
  }

  /// How deep the ink is, 0 to 1, that the networks had better see in black.
  private static func depth(before: GrayImage, after: GrayImage, paper: PaperMap) -> Double? {
    depthOfTakenInk(before: before, after: after, paper: paper)
      ?? depthOfInkOnEvenPaper(before: before, after: after, paper: paper)
  }

  /// How deep the ink is, 0 to 1, if most of it was taken.
  private static func depthOfTakenInk(before: GrayImage, after: GrayImage, paper: PaperMap) -> Double? {
    if let ink = FaintInk(after), ink.factor > 1, isPaler(after, than: before, in: ink, paper: paper) {
      return ink.usual
    }
    return LostLetters(before: before, after: after, paper: paper).map { Double($0.contrast) / 255 }
  }

  /// How deep the ink is, 0 to 1, if it is faint and nothing but ink is on the page.
  private static func depthOfInkOnEvenPaper(before: GrayImage, after: GrayImage, paper: PaperMap) -> Double? {
    guard let left = FaintInk(after) else { return nil }
    let stroke = max(CleanedGray.ink, UInt16((1 - left.usual / 2) * 65535))
    // Every eighth row is enough to tell of most pages that they have not faded.
    if let byte = strokeDepth(before: before, after: after, paper: paper, stroke: stroke, everyRow: 8)?.byte,
      Double(byte) >= notFaint * 255
    {
      return nil
    }
    guard let ink = strokeDepth(before: before, after: after, paper: paper, stroke: stroke), ink.byte > grain,
      Double(ink.byte) < notFaint * 255
    else { return nil }
    var edges = InkSurroundings(after, isDarkerThan: stroke, reach: CleanPage.edge)
    var levels = [Float](repeating: 0, count: before.width)
    var rest = Histogram()
    for y in 0..<before.height {
      edges.move(toRow: y)
      paper.readLevels(ofRow: y, into: &levels)
      for x in 0..<before.width where !edges.hasInk(atColumn: x) {
        rest.add(Int(depth(before.samples[y * before.width + x], paper: levels[x]) / 257))
      }
    }
    let taken = rest.counts[max(grain + 1, ink.byte / 2)...].reduce(0, +)
    // Of ink that was taken no more is pale, at its edges, than deep; of print that shines through the paper there is.
    let pale = rest.counts[(grain + 1)...].reduce(0, +) - taken
    guard Double(taken) <= mostTaken * Double(ink.pixels),
      pale <= taken + Int(mostGrain * Double(before.samples.count))
    else { return nil }
    return Double(ink.byte) / 255
  }

  /// How deep the strokes of what is left as ink were, 0 to 255, and how many pixels it has; `nil` where there is none.
  private static func strokeDepth(
    before: GrayImage, after: GrayImage, paper: PaperMap, stroke: UInt16, everyRow step: Int = 1
  ) -> (byte: Int, pixels: Int)? {
    var levels = [Float](repeating: 0, count: before.width)
    var ink = Histogram()
    for y in stride(from: 0, to: before.height, by: step) {
      paper.readLevels(ofRow: y, into: &levels)
      for x in 0..<before.width where after.samples[y * before.width + x] < stroke {
        ink.add(Int(depth(before.samples[y * before.width + x], paper: levels[x]) / 257))
      }
    }
    return ink.percentile(strokePercentile).map { ($0, ink.total) }
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
  private static func depth(_ gray: UInt16, paper: Float) -> Float { 65535 - PaperMap.whitened(gray, paper: paper) }
}

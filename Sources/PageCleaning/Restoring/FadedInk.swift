import Imaging

/// How deep the ink is everywhere on a page that has faded in parts, from what networks keep to what they take.
///
/// Ink fades from letter to letter: one that was taken is ink where letters lead to it from the page's dark ones, each near the last and
/// nearly as dark. Print that shows through is much paler than the letters around it, and what dirt has a letter's size stands alone.
/// What is as faint as that beside darker ink is no letter, so that pencil beside print and a second colour stay what they are.
struct FadedInk {
  /// What is deep after cleaning by at least this share of its contrast was kept.
  private static let keptShare: Float = 0.5
  /// The share of the contrast of the kept letters' middle one from which kept letters are dark.
  private static let darkShare = 0.5
  /// How many letters that were taken are ink at least, and as what share of all that were taken.
  private static let fewest: [(letters: Int, share: Double)] = [(8, 2.0 / 3), (20, 0.35)]
  /// How many times as many specks as such letters were taken at most, and as letters of ink, unless they are few beside these; more are
  /// grain, and the letters its clots.
  private static let (mostSpecks, mostSpecksOfInk, fewSpecksOfInk) = (12, 1.4, 0.2)
  /// How far from kept ink, in pixels along a row, what was taken may be the edge of that; every how many rows are looked at first, and how
  /// many pixels have to be taken in these.
  private static let (edge, rowStep, leastTaken) = (3, 4, 12)

  /// 1 - ink / paper, 0 to 1.
  let depths: LevelMap

  /// Looks for letters; `nil` where next to none were taken that are ink.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the networks' cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap) {
    guard Self.hasTaken(before: before, after: after, paper: paper) else { return nil }
    let (width, height) = (before.width, before.height)
    let contrast = InkContrast(before: before, paper: paper)
    let found = ConnectedComponents(LocalInk(contrast, width: width, height: height).mask)
    var (letters, specks): ([InkArea], Int) = ([], 0)
    for component in found.components {
      let isSpeck = component.pixels < LostLetters.leastPixels
      guard isSpeck || LostLetters.mayBeLetter(component, width: width, height: height, widest: InkChain.widest) else {
        continue
      }
      let area = InkArea(component, runs: found.runs[component.runs], contrast: contrast.values, after: after)
      if !isSpeck { letters.append(area) } else if Self.isTaken(area) { specks += 1 }
    }
    guard let ink = Self.ink(among: letters, height: height) else { return nil }
    let (taken, takenInk) = (letters.count(where: Self.isTaken), ink.letters.count(where: Self.isTaken))
    guard Self.fewest.contains(where: { takenInk >= $0.letters && Double(takenInk) >= $0.share * Double(taken) }),
      Self.areFew(specks, takenInk: takenInk, ink: ink.letters.count),
      let depths = ink.depths(contrast, width: width, height: height)
    else { return nil }
    self.depths = depths
  }

  private static func isTaken(_ area: InkArea) -> Bool { area.gain < keptShare }

  /// Whether there are fewer specks than grain has.
  private static func areFew(_ specks: Int, takenInk: Int, ink: Int) -> Bool {
    Double(specks) <= fewSpecksOfInk * Double(ink)
      || specks <= mostSpecks * takenInk && Double(specks) <= mostSpecksOfInk * Double(ink)
  }

  /// Whether pixels of ink were taken away from what was kept, which a part of the rows tells sooner than letters.
  private static func hasTaken(before: GrayImage, after: GrayImage, paper: PaperMap) -> Bool {
    let width = before.width
    let leastContrast = Float(LocalInk.leastContrast) / 255
    var levels = [Float](repeating: 0, count: width)
    var taken = 0
    for y in stride(from: 0, to: before.height, by: rowStep) {
      paper.readLevels(ofRow: y, into: &levels)
      let row = y * width
      var gap = 0
      for x in 0...width where x == width || after.samples[row + x] < CleanedGray.ink {
        let (start, end) = (gap + edge, x == width ? width : x - edge - 1)
        if start < end {
          taken += (start..<end).count { 1 - Float(before.samples[row + $0]) / levels[$0] >= leastContrast }
        }
        gap = x + 1
      }
      if taken >= leastTaken { return true }
    }
    return false
  }

  /// The letters to which others lead from dark ones that were kept; `nil` where none were.
  private static func ink(among letters: [InkArea], height: Int) -> InkChain? {
    let kept = letters.filter { !isTaken($0) }.map(\.contrast).sorted()
    guard !kept.isEmpty else { return nil }
    let leastDark = darkShare * Double(kept[kept.count / 2])
    return InkChain(letters, height: height) { !isTaken($0) && Double($0.contrast) >= leastDark }
  }
}

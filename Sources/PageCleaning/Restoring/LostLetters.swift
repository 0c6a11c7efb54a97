import Imaging

/// The letters that networks took of a page of which they left next to none.
///
/// Beside a dark stain or fold they take faint print for what shines through from the page's back. That is blurred by the paper;
/// print has sharp edges.
struct LostLetters {
  /// The median of their contrast before cleaning, 0 to 255.
  let contrast: Int

  /// The contrast from which pixels belong to letters.
  static let leastContrast: UInt8 = 26
  /// How high letters are, and how wide at most, in pixels.
  private static let heights = 5...80, mostWidth = 80
  /// The pixels without which an area is a speck.
  static let leastPixels = 8
  /// What is deep after cleaning by less than this share of its contrast was lost.
  static let lostShare: Float = 0.3
  /// Letters without which nothing can be said, and how many times as many they are as those that were kept.
  private static let fewest = 50, leastOfKept = 4
  /// How many times as many smaller specks as letters are lost at most; more are grain, and what has letters' size are its clots.
  static let mostSpecks = 2
  /// How much of a letter's contrast its edge rises by within two pixels.
  private static let leastSharpness = 0.6

  /// Looks for letters; `nil` where most were kept, or where there are none.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap) {
    let contrast = InkContrast(before: before, paper: paper).values
    guard Self.hasLostMost(contrast, after: after) else { return nil }
    let (width, height) = (before.width, before.height)
    let mask = InkMask(width: width, height: height, pixels: contrast.map { $0 >= Self.leastContrast ? 1 : 0 })
    let found = ConnectedComponents(mask)
    let letters = Self.letters(in: found, contrast: contrast, after: after)
    let lost = letters.filter { $0.gain < Self.lostShare }
    guard lost.count >= Self.fewest, lost.count >= Self.leastOfKept * (letters.count - lost.count),
      Self.specks(in: found, contrast: contrast, after: after) <= Self.mostSpecks * lost.count,
      Self.sharpness(of: lost, contrast: contrast, width: width) >= Self.leastSharpness
    else { return nil }
    self.contrast = lost.map(\.contrast).sorted()[lost.count / 2]
  }

  /// Whether a component has the size of a letter and lies within the page.
  static func mayBeLetter(_ component: ConnectedComponents.Component, width: Int, height: Int, widest: Int = mostWidth)
    -> Bool
  {
    heights.contains(component.box.height) && component.box.width <= widest && component.pixels >= leastPixels
      && component.box.isWithin(width: width, height: height)
  }

  /// The components that may be letters.
  ///
  /// - Parameters:
  ///   - found: The components of a page.
  ///   - contrast: The contrast of the page's pixels, ``InkContrast/values``.
  ///   - after: The page after cleaning.
  ///   - widest: How wide letters are at most, in pixels.
  static func letters(
    in found: ConnectedComponents, contrast: [UInt8], after: GrayImage, widest: Int = mostWidth
  ) -> [InkArea] {
    found.components.filter { mayBeLetter($0, width: after.width, height: after.height, widest: widest) }.map {
      InkArea($0, runs: found.runs[$0.runs], contrast: contrast, after: after)
    }
  }

  /// How many specks were lost.
  private static func specks(in found: ConnectedComponents, contrast: [UInt8], after: GrayImage) -> Int {
    found.components.count {
      $0.pixels < leastPixels
        && InkArea($0, runs: found.runs[$0.runs], contrast: contrast, after: after).gain < lostShare
    }
  }

  /// Whether more pixels of ink were lost than kept, which is faster to know than how many letters.
  private static func hasLostMost(_ contrast: [UInt8], after: GrayImage) -> Bool {
    var (lost, kept) = (0, 0)
    for place in contrast.indices where contrast[place] >= leastContrast {
      if Float(65535 - after.samples[place]) / 257 < lostShare * Float(contrast[place]) { lost += 1 } else { kept += 1 }
    }
    return lost > kept
  }

  /// The median over letters of how much their left edges rise within two pixels, over their contrast.
  private static func sharpness(of letters: [InkArea], contrast: [UInt8], width: Int) -> Double {
    let rises = letters.map { letter in
      let rises = letter.runs.map { run in
        let place = Int(run.y) * width + Int(run.start)
        return Double(contrast[place + 1]) - Double(contrast[place - 1])
      }.sorted()
      return rises[rises.count / 2] / Double(max(1, letter.contrast))
    }.sorted()
    return rises[rises.count / 2]
  }
}

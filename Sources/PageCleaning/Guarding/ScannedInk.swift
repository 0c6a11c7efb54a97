import Imaging

/// The ink of a page as it was scanned, where it is sharp and the paper around it is even.
///
/// Networks draw the edges of all ink anew. That mends what is blurred or noisy; of sharp print on paper that is only darkened, in a shadow,
/// inside a stain or on a fold, they know less than the scan does once it is divided by its paper.
struct ScannedInk {
  /// What is darker after cleaning is ink, and how far from it, in pixels, its rims are.
  private static let ink = UInt16(0.9 * 65535), rim = 2
  /// How deep the ink is at least, as a share of what cleaning made of it; paler ink is faded.
  private static let leastDepth = 0.87
  /// Where paper is no more uneven than the first, ink is the scan's; where it is as uneven as the second, the networks'.
  private static let (even, uneven): (Float, Float) = (0.01, 0.016)

  /// What networks left lighter than the first, and lighter than the scan by more than the second, is dirt beside ink, which they know
  /// better, and so they do of what touches it.
  private static let (taken, mostDifference) = (UInt16(0.7 * 65535), 0.25 * 65535)

  /// How light the scan's ink is on white paper, and its share, 0 to 1, in what it becomes: nothing away from ink.
  private let white: GrayImage
  private let shares: [Float]

  /// Looks at a page; `nil` where its ink is blurred or faint, or there is none.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - paper: Its paper before cleaning.
  ///   - pictures: Its pictures with what is around them; `nil` where it has none.
  init?(before: GrayImage, after: GrayImage, paper: PaperMap, outside pictures: PictureArea?) {
    guard EdgeSharpness(before, paper: paper, after: after, outside: pictures)?.isSharp == true else { return nil }
    let (width, height) = (before.width, before.height)
    var rims = [Bool](repeating: false, count: width * height)
    var ink = InkSurroundings(after, isDarkerThan: Self.ink, reach: Self.rim)
    for y in 0..<height {
      ink.move(toRow: y)
      for x in 0..<width where ink.hasInk(atColumn: x) { rims[y * width + x] = true }
    }
    guard let paper = PaperAround(before: before, after: after, rims: rims) else { return nil }
    var white = before
    var (depth, cleanedDepth) = (0.0, 0.0)
    paper.levels.forEachLevel { place, level in
      let value = PaperMap.whitened(before.samples[place], paper: level)
      white.samples[place] = UInt16(value)
      guard after.samples[place] < CleanedGray.ink else { return }
      depth += Double(65535 - value)
      cleanedDepth += Double(65535 - after.samples[place])
    }
    guard cleanedDepth > 0, depth >= Self.leastDepth * cleanedDepth else { return nil }
    let dirt = rims.indices.filter { place in
      rims[place] && after.samples[place] >= Self.taken
        && Double(after.samples[place]) - Double(white.samples[place]) > Self.mostDifference
    }
    for place in dirt {
      let (x, y) = (place % width, place / width)
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for column in max(0, x - 1)...min(width - 1, x + 1) { rims[row * width + column] = false }
      }
    }
    var shares = [Float](repeating: 0, count: width * height)
    paper.unevenness.forEachLevel { place, unevenness in
      guard rims[place], pictures?.contains(x: place % width, y: place / width) != true else { return }
      shares[place] = min(1, max(0, (Self.uneven - unevenness) / (Self.uneven - Self.even)))
    }
    (self.white, self.shares) = (white, shares)
  }

  /// Gives the ink back to the cleaned page.
  func restore(to page: inout GrayImage, before: GrayImage, after: GrayImage, strength: Float) {
    for (place, share) in shares.enumerated() where share > 0 {
      let cleaned = Float(after.samples[place])
      let value = cleaned + share * (Float(white.samples[place]) - cleaned)
      page.samples[place] = CleanedGray.of(before.samples[place], cleanedTo: value, strength: strength)
    }
  }
}

import Imaging

/// The ink of a page as it was scanned, where it is sharp and the paper around it is even.
///
/// Networks draw the edges of all ink anew. That mends what is blurred or noisy; of sharp print on paper that is only darkened, in a shadow,
/// inside a stain or on a fold, they know less than the scan does once it is divided by its paper.
struct ScannedInk {
  /// What is darker after cleaning is ink, and how far from it, in pixels, its rims are.
  private static let ink = UInt16(0.9 * 65535), rim = 2
  /// How deep the ink of a square is, as a share of what cleaning made of it: less than the first is faded, and more than the second is not.
  private static let (faded, deep): (Float, Float) = (0.8, 0.87)
  /// The side of these squares in pixels, and the pixels of ink without which one tells nothing.
  private static let (square, fewest) = (32, 10)
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
    paper.levels.forEachLevel { place, level in
      white.samples[place] = UInt16(PaperMap.whitened(before.samples[place], paper: level))
    }
    guard let depths = Self.depths(of: white, after: after) else { return nil }
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
    depths.forEachLevel { place, depth in
      shares[place] *= min(1, max(0, (depth - Self.faded) / (Self.deep - Self.faded)))
    }
    (self.white, self.shares) = (white, shares)
  }

  /// How deep the ink of a page on white paper is everywhere, as a share of what cleaning made of it; `nil` where there is none.
  private static func depths(of white: GrayImage, after: GrayImage) -> LevelMap? {
    let (width, height) = (white.width, white.height)
    let columns = (width + square - 1) / square
    var sums = [(pixels: Int, depth: Float, cleaned: Float)](
      repeating: (0, 0, 0), count: columns * ((height + square - 1) / square))
    for y in 0..<height {
      for x in 0..<width where after.samples[y * width + x] < CleanedGray.ink {
        let (place, inSquare) = (y * width + x, y / square * columns + x / square)
        sums[inSquare].pixels += 1
        sums[inSquare].depth += Float(65535 - white.samples[place])
        sums[inSquare].cleaned += Float(65535 - after.samples[place])
      }
    }
    let shares = sums.map { $0.pixels >= fewest ? $0.depth / $0.cleaned : nil }
    return LevelMap(shares, size: square, width: width, height: height)
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

import Imaging

extension GrayImage {
  /// Where the lightest paper of a page is darker, as a share of white, it had too little light; and how light it becomes.
  private static let (darkestPaper, exposedPaper): (Float, Float) = (0.6, 0.96)
  /// How many times brighter a page becomes at most, so that noise is not blown up.
  private static let mostGain: Float = 4
  /// The side of the squares in which paper is looked for, in pixels, and the share of them that is darker.
  private static let (square, lightest) = (8, 0.99)

  /// The page as more light would have shown it; the page itself where it had enough.
  ///
  /// Networks take the paper of an underexposed page for a stain, and its faint rules and letters with it.
  var exposed: GrayImage {
    let paper = Float(Histogram(of: blockMeans(Self.square)).percentile(Self.lightest) ?? 255) / 255
    guard paper < Self.darkestPaper else { return self }
    let gain = min(Self.exposedPaper / max(paper, .leastNormalMagnitude), Self.mostGain)
    return GrayImage(
      width: width, height: height, samples: samples.map { UInt16(min(65535, (Float($0) * gain).rounded())) })
  }
}

import Imaging

/// A page while it is being degraded.
public struct DegradedPage: Sendable {
  /// What the scanner sees: `[height, width]`, the share of light that comes back, 0 = black ink, 1 = white paper.
  public var image: FloatImage
  /// How densely the page is sampled.
  public let pixelsPerMillimetre: Double
  /// The page on the other side of the sheet, as large as this one and not mirrored; `nil` where none is known.
  public var back: FloatImage?
  /// Where what the page said is gone, `[height, width]` from 0 (all there) to 1; `nil` where all is there.
  ///
  /// Cleaning cannot bring it back: the best that can be asked for there is white.
  public internal(set) var lost: FloatImage?
  /// Pictures of paper to lay under the ink, of any size.
  public let papers: [FloatImage]

  /// Makes a page to degrade.
  ///
  /// - Parameter dotsPerInch: How densely the page is sampled; lengths of degradations are in millimetres.
  public init(image: FloatImage, dotsPerInch: Double, back: FloatImage? = nil, papers: [FloatImage] = []) {
    self.image = image
    pixelsPerMillimetre = dotsPerInch / 25.4
    self.back = back
    self.papers = papers
  }

  /// A length in millimetres as pixels of this page.
  func pixels(_ millimetres: Double) -> Double { millimetres * pixelsPerMillimetre }

  var width: Int { image.width }
  var height: Int { image.height }
}

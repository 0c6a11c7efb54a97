/// How much of a page's ink a change of the page takes away.
///
/// Ink is what stands out darker than the paper around it and is narrower than a few millimetres: strokes, dots and the
/// detail of pictures, but not the body of a stain or a shadow. Both pages are looked at in squares of several pixels,
/// at most half a million of them, where the contrast of a square of gray v, on [0, 1], is
///
///     h = (p - v) / p,  p = max(closing of v by 11 × 11 squares, w / 4)
///
/// so p is the paper around it, which is never taken to be darker than a quarter of the page's lightest paper w: what is blacker than
/// that is ink however large it is, but where print lies in it that the change keeps, for this is paper in shadow and has the closing for
/// its p. A page too dark to tell has a w of 1/4. Squares of h over 0.2 before the change are ink, and with h′ after the change, the share
/// that is lost is
///
///     sum of h · max(0, h - h′) / sum of h · min(max(h, h′), 2 h)
///
/// A stroke counts by its square, so that wrinkles and the rims of stains, which are paler than print, count little beside
/// it, and much on a page that has nothing bolder. Faint ink that the change makes black counts up to twice as much: the
/// rims that go may be as dark as it was.
/// - SeeAlso: The residue of a closing is the black top-hat of Meyer, "Contrast Feature Extraction", 1979.
public struct InkLoss: Sendable, Equatable {
  /// The share of the ink's contrast that is lost, 0 to 1; 0 where there was no ink.
  public let share: Double
  /// How much ink there was: the mean of h² over the page, 1 for a page of black. Print has 0.02 to 0.1.
  public let ink: Double
  /// How much ink there is after the change, by the same measure.
  public let inkAfter: Double

  /// Squares a page is looked at in, at most.
  private static let mostSquares = 500_000
  /// How many times its contrast ink counts at most that becomes darker.
  private static let mostGain: Float = 2

  /// Compares a page before and after.
  ///
  /// - Parameters:
  ///   - before: The page before.
  ///   - after: The page after.
  ///   - coarseness: How many times larger the squares are, so that what is so many times wider is ink as well: blurred or large letters,
  ///     and smaller stains.
  ///   - leastContrast: The contrast of a square above which it is ink.
  /// - Precondition: The images have one size; `coarseness` is at least 1.
  public init(from before: GrayImage, to after: GrayImage, coarseness: Int = 1, leastContrast: Float = 0.2) {
    precondition(before.width == after.width && before.height == after.height && coarseness > 0)
    let pixels = Double(before.width) * Double(before.height)
    let factor = coarseness * max(1, Int((pixels / Double(Self.mostSquares)).squareRoot().rounded(.up)))
    let squares = InkSquares(before, size: factor)
    let contrastsAfter = InkSquares(after, size: factor).contrasts
    let contrasts = squares.contrasts(inShadowWhereKept: contrastsAfter, leastContrast: leastContrast)
    var (all, lost, inkBefore, inkLeft) = (0.0, 0.0, 0.0, 0.0)
    for index in contrasts.indices {
      let h = contrasts[index]
      let left = contrastsAfter[index]
      if left > leastContrast { inkLeft += Double(left * left) }
      guard h > leastContrast else { continue }
      all += Double(h * min(max(h, left), Self.mostGain * h))
      lost += Double(h * max(0, h - left))
      inkBefore += Double(h * h)
    }
    share = all > 0 ? lost / all : 0
    ink = inkBefore / Double(contrasts.count)
    inkAfter = inkLeft / Double(contrasts.count)
  }
}

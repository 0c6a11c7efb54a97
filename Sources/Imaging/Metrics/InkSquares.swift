/// A page in squares of several pixels, and the contrast of each to the paper around it, by the formula of ``InkLoss``.
struct InkSquares {
  /// The contrasts, 0 to 1, row by row: of a square as dark as its paper 0, of black 1.
  let contrasts: [Float]

  private let squares: GrayImage
  private let paper: GrayImage
  /// The darkest that paper is taken to be, 0 to 65535.
  private let darkestPaper: Float

  /// The closing reaches so many squares to each side.
  private static let radius = 5
  /// The share of the page up to which paper is its lightest, and how light that is at least.
  private static let (lightest, leastWhite): (Double, Float) = (0.99, 0.25)
  /// The darkest paper, as a share of the lightest.
  private static let darkestShare: Float = 0.25
  /// Print in an area: the mean of its squared contrast at least, and how much of that is kept.
  private static let (leastPrint, keptPrint) = (0.005, 0.8)

  /// Measures a page.
  ///
  /// - Parameters:
  ///   - image: The page.
  ///   - size: Pixels a side of a square.
  init(_ image: GrayImage, size: Int) {
    let squares = image.blockMeans(size)
    let paper = squares.closed(radius: Self.radius)
    let white = max(Float(Histogram(of: paper).percentile(Self.lightest) ?? 255) * 257, Self.leastWhite * 65535)
    let darkestPaper = Self.darkestShare * white
    contrasts = squares.samples.indices.map { index in
      Self.contrast(of: squares.samples[index], to: max(Float(paper.samples[index]), darkestPaper))
    }
    (self.squares, self.paper, self.darkestPaper) = (squares, paper, darkestPaper)
  }

  /// The contrasts, where print lies in a dark area that a change keeps to the paper that is there, however dark it is.
  ///
  /// - Parameters:
  ///   - contrastsAfter: The contrasts after the change.
  ///   - leastContrast: The contrast of a square above which it is ink.
  func contrasts(inShadowWhereKept contrastsAfter: [Float], leastContrast: Float) -> [Float] {
    let isDark = paper.samples.map { Float($0) < darkestPaper }
    guard isDark.contains(true) else { return contrasts }
    let dark = ConnectedAreas(of: isDark, width: squares.width)
    let local = isDark.indices.map { index in
      isDark[index] ? Self.contrast(of: squares.samples[index], to: Float(paper.samples[index])) : 0
    }
    var strokes = [Double](repeating: 0, count: dark.areas.count)
    var kept = strokes
    for (index, label) in dark.labels.enumerated() where label >= 0 && local[index] > leastContrast {
      strokes[label] += Double(local[index] * local[index])
      kept[label] += Double(local[index] * min(local[index], contrastsAfter[index]))
    }
    return contrasts.indices.map { index in
      let label = dark.labels[index]
      guard label >= 0, strokes[label] >= Self.leastPrint * Double(dark.areas[label].pixels),
        kept[label] >= Self.keptPrint * strokes[label]
      else { return contrasts[index] }
      return local[index]
    }
  }

  private static func contrast(of square: UInt16, to paper: Float) -> Float {
    paper > 0 ? max(0, paper - Float(square)) / paper : 0
  }
}

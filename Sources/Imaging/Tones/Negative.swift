extension GrayImage {
  /// Black for white and white for black.
  public var inverted: GrayImage {
    GrayImage(width: width, height: height, samples: samples.map { .max - $0 })
  }

  /// Whether the page is a negative: white print on black, as on microfilm and photostats.
  ///
  /// A dark page is looked at in squares. One of a negative's print has an even dark ground, and strokes on it that are much lighter; one of
  /// a page's print has a lighter ground and darker strokes. A page is a negative where the former are many more than the latter, and
  /// their blacks and their whites are alike, which those of a night's photograph are not.
  public var isNegative: Bool {
    var grays = Histogram()
    for place in stride(from: 0, to: samples.count, by: PrintSquare.sampling) { grays.add(Int(samples[place] >> 8)) }
    guard let median = grays.median, Double(median) <= 255 * PrintSquare.darkest else { return false }
    let size = max(PrintSquare.leastSize, min(width, height) / PrintSquare.across)
    let squares = stride(from: 0, to: height - size + 1, by: size).flatMap { top in
      stride(from: 0, to: width - size + 1, by: size).map { PrintSquare(self, left: $0, top: top, size: size) }
    }
    let negatives = squares.filter(\.isNegative)
    guard negatives.count >= PrintSquare.fewest,
      Double(negatives.count) >= PrintSquare.leastShare * Double(squares.count),
      negatives.count >= PrintSquare.leastMajority * squares.count(where: \.isPositive)
    else { return false }
    return PrintSquare.spread(of: negatives.map(\.ground)) <= PrintSquare.mostSpreadOfGrounds
      && PrintSquare.spread(of: negatives.map(\.light)) <= PrintSquare.mostSpreadOfStrokes
  }
}

/// A square of a page, as it looks if it has print.
private struct PrintSquare {
  /// The side of a square at least, in pixels, and how many go across a page at most.
  static let (leastSize, across) = (24, 48)
  /// The ground of a negative at most, on [0, 1]; of how many pixels of a page one is looked at first.
  static let (darkest, sampling) = (0.35, 37)
  /// How many squares of a negative's print a negative has, of all of its squares, and for each of a page's print.
  static let (fewest, leastShare, leastMajority) = (12, 0.03, 4)
  /// How far the grounds and the strokes of print lie apart at most, from the first to the last quarter.
  static let (mostSpreadOfGrounds, mostSpreadOfStrokes) = (0.1, 0.25)

  /// How far the grounds of a square lie from their median, and strokes at least; the share of each in the square.
  private static let (evenness, contrast) = (0.08, 0.3)
  private static let (leastGround, strokes) = (0.5, 0.01...0.45)
  /// How many strokes a row crosses in the mean of those that cross any; the edge of something light is crossed once.
  private static let leastRuns = 1.5

  /// The median gray, on [0, 1].
  let ground: Double
  /// The gray that a twentieth of the pixels exceeds.
  let light: Double
  /// Whether the square has light strokes on a dark ground.
  let isNegative: Bool
  /// Whether it has dark strokes on a ground that is lighter than they are.
  let isPositive: Bool

  /// Looks at every other pixel of a square.
  init(_ image: GrayImage, left: Int, top: Int, size: Int) {
    var grays = Histogram()
    for y in stride(from: top, to: top + size, by: 2) {
      for x in stride(from: left, to: left + size, by: 2) {
        grays.add(Int(image.samples[y * image.width + x] >> 8))
      }
    }
    let median = grays.median ?? 0
    ground = Double(median) / 255
    light = Double(grays.percentile(0.95) ?? 0) / 255
    let total = Double(grays.total)
    func share(_ range: Range<Int>) -> Double {
      Double(grays.counts[range.clamped(to: 0..<256)].reduce(0, +)) / total
    }
    let (even, apart) = (Int(Self.evenness * 255), Int(Self.contrast * 255))
    guard share(median - even..<median + even + 1) >= Self.leastGround else {
      (isNegative, isPositive) = (false, false)
      return
    }
    isPositive = Self.strokes.contains(share(0..<max(0, median - apart)))
    guard ground <= Self.darkest, Self.strokes.contains(share(median + apart..<256)) else {
      isNegative = false
      return
    }
    var (runs, rows) = (0, 0)
    for y in top..<top + size {
      let line = image.samples[y * image.width + left..<y * image.width + left + size]
      let isLight = line.map { Int($0 >> 8) >= median + apart }
      let starts = zip([false] + isLight, isLight).count { !$0 && $1 }
      runs += starts
      if starts > 0 { rows += 1 }
    }
    isNegative = Double(runs) >= Self.leastRuns * Double(rows)
  }

  /// How far the middle half of some values reaches.
  static func spread(of values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
  }
}

extension GrayImage {
  /// Black for white and white for black.
  public var inverted: GrayImage {
    GrayImage(width: width, height: height, samples: samples.map { .max - $0 })
  }

  /// Whether the page is a negative: white print on black, as on microfilm and photostats, or white lines, as on blueprints.
  ///
  /// A dark page is looked at in squares. One of a negative's print has an even dark ground, and strokes on it that are much lighter; one of
  /// a page's print has a lighter ground and darker strokes. A page is a negative where the former are many more than the latter, and
  /// their blacks and their whites are alike, which those of a night's photograph are not. Where lines and large letters are needed to make
  /// them many, the ground is as dark on nearly all of the page.
  public var isNegative: Bool {
    var grays = Histogram()
    for place in stride(from: 0, to: samples.count, by: PrintSquare.sampling) { grays.add(Int(samples[place] >> 8)) }
    guard let median = grays.median, Double(median) <= 255 * PrintSquare.darkest else { return false }
    let size = max(PrintSquare.leastSize, min(width, height) / PrintSquare.across)
    let squares = stride(from: 0, to: height - size + 1, by: size).flatMap { top in
      stride(from: 0, to: width - size + 1, by: size).map { PrintSquare(self, left: $0, top: top, size: size) }
    }
    if PrintSquare.areNegative(squares, where: \.hasLightPrint) { return true }
    return PrintSquare.areNegative(squares) { $0.hasLightPrint || $0.hasLightLine }
      && PrintSquare.haveOneGround(squares)
  }
}

/// A square of a page, as it looks if it has print.
private struct PrintSquare {
  /// The side of a square at least, in pixels, and how many go across a page at most.
  static let (leastSize, across) = (24, 48)
  /// The ground of a negative at most, on [0, 1]; of how many pixels of a page one is looked at first.
  static let (darkest, sampling) = (0.35, 37)
  /// How many squares of a negative's print a negative has, of all of its squares, and for each of a page's print.
  private static let (fewest, leastShare, leastMajority) = (12, 0.03, 4)
  /// How far the grounds and the strokes of print lie apart at most, from the first to the last quarter.
  private static let (mostSpreadOfGrounds, mostSpreadOfStrokes) = (0.1, 0.25)
  /// The share of the squares that have the same ground, where lines are all that is light.
  private static let leastOneGround = 0.8

  /// How far the grounds of a square lie from their median, and strokes at least; the share of each in the square.
  private static let (evenness, contrast) = (0.08, 0.3)
  private static let (leastGround, strokes) = (0.5, 0.01...0.45)
  /// How many strokes a row crosses in the mean of those that cross any; the edge of something light is crossed once.
  private static let leastRuns = 1.5
  /// What share of the rows, or of the columns, crosses a line from one side to the other.
  private static let lineShare = 0.8

  /// The median gray, on [0, 1].
  let ground: Double
  /// The gray that a twentieth of the pixels exceeds.
  let light: Double
  /// Whether the square has light strokes on a dark ground, as many as print has.
  let hasLightPrint: Bool
  /// Whether it has something light on a dark ground that has ground to both sides from one end of the square to the other.
  let hasLightLine: Bool
  /// Whether it has dark strokes on a ground that is lighter than they are.
  let hasDarkPrint: Bool

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
      (hasLightPrint, hasLightLine, hasDarkPrint) = (false, false, false)
      return
    }
    hasDarkPrint = Self.strokes.contains(share(0..<max(0, median - apart)))
    guard ground <= Self.darkest, Self.strokes.contains(share(median + apart..<256)) else {
      (hasLightPrint, hasLightLine) = (false, false)
      return
    }
    let lightest = UInt16(median + apart) << 8
    func isLight(_ x: Int, _ y: Int) -> Bool { image.samples[(top + y) * image.width + left + x] >= lightest }
    let rows = (0..<size).map { y in Crossings((0..<size).lazy.map { isLight($0, y) }) }
    let columns = (0..<size).lazy.map { x in Crossings((0..<size).lazy.map { isLight(x, $0) }) }
    let strokes = rows.map(\.strokes).filter { $0 > 0 }
    hasLightPrint = Double(strokes.reduce(0, +)) >= Self.leastRuns * Double(strokes.count)
    let leastCrossed = Int(Self.lineShare * Double(size))
    hasLightLine =
      rows.count(where: \.endsOnGround) >= leastCrossed || columns.count(where: \.endsOnGround) >= leastCrossed
  }

  /// Whether the squares of a page that have light strokes are many, and alike.
  static func areNegative(_ squares: [PrintSquare], where hasLightStrokes: (PrintSquare) -> Bool) -> Bool {
    let negatives = squares.filter(hasLightStrokes)
    guard negatives.count >= fewest, Double(negatives.count) >= leastShare * Double(squares.count),
      negatives.count >= leastMajority * squares.count(where: \.hasDarkPrint)
    else { return false }
    return spread(of: negatives.map(\.ground)) <= mostSpreadOfGrounds
      && spread(of: negatives.map(\.light)) <= mostSpreadOfStrokes
  }

  /// Whether nearly all of a page's squares have the same ground.
  static func haveOneGround(_ squares: [PrintSquare]) -> Bool {
    let grounds = squares.map(\.ground)
    let middle = grounds.sorted()[grounds.count / 2]
    return Double(grounds.count { abs($0 - middle) <= mostSpreadOfGrounds }) >= leastOneGround * Double(grounds.count)
  }

  /// How far the middle half of some values reaches.
  private static func spread(of values: [Double]) -> Double {
    let sorted = values.sorted()
    return sorted[sorted.count * 3 / 4] - sorted[sorted.count / 4]
  }
}

/// The strokes that a row or a column of a square crosses.
private struct Crossings {
  /// How many strokes there are.
  private(set) var strokes = 0
  /// Whether there is ground before the first stroke and after the last.
  let endsOnGround: Bool

  init(_ isLight: some Sequence<Bool>) {
    var (wasLight, isLightAtStart) = (false, false)
    for (place, isLight) in isLight.enumerated() {
      if isLight && !wasLight { strokes += 1 }
      if place == 0 { isLightAtStart = isLight }
      wasLight = isLight
    }
    endsOnGround = strokes > 0 && !isLightAtStart && !wasLight
  }
}

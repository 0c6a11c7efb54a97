import Imaging

/// Areas of one even gray with sharp edges: boxes behind white print, discs, bars, the insides of large letters.
///
/// Networks see the edges of such an area and not its inside, which looks to them like a stain's, and leave it in patches. What they kept a
/// part of becomes as deep throughout as that part; and rectangles (``StraightSides``), the bars of a chart, come back with their own gray
/// whatever was kept of them, but for the empty ones among a table's cells (``ShadedCells``).
///
/// A page is looked at in squares as wide as its strokes. An area is what squares of nearly one gray make up, one beside the other, and is
/// so wide that one of them has nothing else around it.
struct SolidAreas {
  /// How much darker or lighter than the square beside it one of the same area is at most, as a share of its gray or of white.
  private static let (mostStep, mostStepOfWhite): (Float, Float) = (0.06, 0.025)
  /// How much the squares to both sides of one differ at most within an area, in the above and as a share of its depth below white: they
  /// differ more at an edge, which is half in a square, more or less from one to the next, where a page lies askew.
  private static let (mostSteps, mostOfDepth): (Float, Float) = (1.5, 0.5)
  /// The share of a page that an area has at most.
  private static let mostShare = 0.25
  /// How light an area is at most, as a share of its paper, and how light a rectangle.
  private static let (mostOfPaper, mostOfPaperOfRectangle): (Float, Float) = (0.65, 0.9)
  /// How many squares from an area's edge the paper is looked for, and how many away the page is nearly as light at a sharp edge.
  private static let (beyond, edge) = (3, 2)
  /// How much nearer to the paper than to the area, 0 to 1, a page is beyond a sharp edge; the share of the edge that is sharp.
  private static let (leastRise, leastSharp): (Float, Double) = (0.5, 0.5)
  /// What is lighter after cleaning is paper; the share of what lies around an area that is at least, and of which few are lighter.
  private static let (white, leastPaper, paperPercentile) = (UInt16(0.9 * 65535), 0.25, 0.9)
  /// A square that is as deep as this share of its contrast was kept; the share of an area that was kept at least.
  private static let (keptDepth, leastKept): (Float, Double) = (0.6, 0.25)
  /// What is less deep than this share of what was kept is a patch; the share of an area without which it has none.
  private static let (paleDepth, leastPale): (Float, Double) = (0.85, 0.01)
  /// The share of the page's side from which an area near an edge is a border, or a rectangle a streak, and the share of the page that is
  /// near.
  private static let (mostExtent, nearEdge) = (0.9, 0.05)
  /// How much of the page's edge an area that runs off it takes at most, as a share of how far it reaches into the page.
  private static let mostOfEdge = 0.3

  private struct Area {
    /// The places of its squares.
    let squares: [Int]
    /// What is darker belongs to it.
    let threshold: Float
    /// The gray of the paper around it.
    let paper: Float
    /// How much deeper it is after cleaning than its contrast was before.
    let gain: Float
    /// Whether it comes back for its form, whatever was kept of it.
    let isRectangle: Bool
  }

  private let before: GrayImage
  private let strength: Float
  private let squareSize: Int
  /// Squares a row.
  private let columns: Int
  private let areas: [Area]
  /// Which area a square belongs to: the place of the first of its squares.
  private let labels: [Int32]

  /// Finds areas that cleaning kept a part of, and rectangles; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - stroke: The width of its strokes in pixels.
  ///   - strength: How much of the cleaning is taken, above 0 and up to 1.
  init?(before: GrayImage, after: GrayImage, stroke: Double, strength: Float) {
    squareSize = Int(stroke.rounded())
    let (grays, cleaned) = (before.blockMeans(squareSize), after.blockMeans(squareSize))
    columns = grays.width
    let (even, labels) = Self.evenAreas(of: grays)
    areas = Self.withoutEmptyCells(
      even.map { ($0, Self.area($0, labels: labels, grays: grays, cleaned: cleaned)) }, grays: grays, cleaned: cleaned)
    if areas.isEmpty { return nil }
    (self.before, self.strength, self.labels) = (before, strength, labels)
  }

  /// Makes the cleaned page's areas as deep throughout as where they were kept, and rectangles as they were.
  func restore(to page: inout GrayImage) {
    for area in areas {
      for square in area.squares {
        // An edge lies within the squares beside the area's.
        let (x, y) = (square % columns, square / columns)
        for row in max(0, y - 1)...min(labels.count / columns - 1, y + 1) {
          for column in max(0, x - 1)...min(columns - 1, x + 1) {
            let other = row * columns + column
            if other == square || labels[other] != labels[square] { deepen(area, inSquare: other, of: &page) }
          }
        }
      }
    }
  }

  private func deepen(_ area: Area, inSquare square: Int, of page: inout GrayImage) {
    before.forEachPlace(inSquare: square, ofSize: squareSize) { place in
      let value = Float(before.samples[place])
      guard value < area.threshold else { return }
      page.deepen(place, to: (1 - value / area.paper) * 65535 * area.gain, before: before, strength: strength)
    }
  }

  /// The squares of each even area that is wide enough and no border of the page, and for each square its area.
  private static func evenAreas(of grays: GrayImage) -> (areas: [[Int]], labels: [Int32]) {
    let (width, height) = (grays.width, grays.height)
    let most = Int(mostShare * Double(width * height))
    var labels = [Int32](repeating: -1, count: width * height)
    var result: [[Int]] = []
    for start in labels.indices where labels[start] < 0 && isDark(grays.samples[start]) && isWithin(start, grays) {
      let label = Int32(start)
      var squares = [start]
      var next = 0
      labels[start] = label
      while next < squares.count {
        let place = squares[next]
        next += 1
        guard isWithin(place, grays) else { continue }
        let (x, y) = (place % width, place / width)
        func visit(_ other: Int) {
          guard labels[other] < 0, areEven(grays.samples[place], grays.samples[other]) else { return }
          labels[other] = label
          squares.append(other)
        }
        if x > 0 { visit(place - 1) }
        if x + 1 < width { visit(place + 1) }
        if y > 0 { visit(place - width) }
        if y + 1 < height { visit(place + width) }
      }
      guard squares.count >= 9, squares.count <= most else { continue }
      let (xs, ys) = (squares.map { $0 % width }, squares.map { $0 / width })
      guard !isBorder(xs, of: width, along: extent(ys, of: height)),
        !isBorder(ys, of: height, along: extent(xs, of: width))
      else { continue }
      let isWide = zip(xs, ys).contains { x, y in
        x > 0 && y > 0 && x < width - 1 && y < height - 1
          && (-1...1).allSatisfy { row in (-1...1).allSatisfy { labels[(y + row) * width + x + $0] == label } }
      }
      if isWide { result.append(squares) }
    }
    return (result, labels)
  }

  /// Areas that are to come back, without the rectangles that are cells of a table of which others were taken.
  ///
  /// - Parameter found: The squares of all even areas, and what is to come back of them.
  private static func withoutEmptyCells(
    _ found: [(squares: [Int], area: Area?)], grays: GrayImage, cleaned: GrayImage
  ) -> [Area] {
    let areas = found.compactMap(\.area)
    func shade(_ squares: [Int]) -> ShadedCells.Shade {
      ShadedCells.Shade(squares, gray: median(of: squares, on: grays), columns: grays.width)
    }
    let rectangles = areas.indices.filter {
      areas[$0].isRectangle && median(of: areas[$0].squares, on: cleaned) >= white
    }
    if rectangles.isEmpty { return areas }
    let taken = found.filter { $0.area == nil && median(of: $0.squares, on: cleaned) >= white }
    let cells = ShadedCells(
      among: rectangles.map { shade(areas[$0].squares) }, printed: taken.map { shade($0.squares) }, areAlike: areEven)
    let empty = Set(rectangles.indices.filter(cells.contains).map { rectangles[$0] })
    return areas.indices.filter { !empty.contains($0) }.map { areas[$0] }
  }

  private static func median(of squares: [Int], on page: GrayImage) -> UInt16 {
    squares.map { page.samples[$0] }.sorted()[squares.count / 2]
  }

  /// Whether an area runs along one of the page's edges, at it or near it.
  ///
  /// - Parameters:
  ///   - places: Where its squares are across the page, from one edge to the other.
  ///   - count: How many squares the page has there.
  ///   - along: How much of those edges it is as long as, 0 to 1.
  private static func isBorder(_ places: [Int], of count: Int, along: Double) -> Bool {
    guard let first = places.min(), let last = places.max() else { return true }
    let near = Int(nearEdge * Double(count))
    if along >= mostExtent, first <= near || last >= count - 1 - near { return true }
    let most = mostOfEdge * Double(last - first + 1)
    return [0, count - 1].contains { edge in Double(places.count { $0 == edge }) > most }
  }

  /// The share of a page's side that squares take, from the first to the last.
  private static func extent(_ places: [Int], of count: Int) -> Double {
    guard let first = places.min(), let last = places.max() else { return 0 }
    return Double(last - first + 1) / Double(count)
  }

  /// Whether an area may begin with a square: it is darker than white paper.
  private static func isDark(_ gray: UInt16) -> Bool { Float(gray) < mostOfPaperOfRectangle * 65535 }

  private static func areEven(_ first: UInt16, _ second: UInt16) -> Bool {
    let (first, second) = (Float(first), Float(second))
    return abs(first - second) <= mostStep(from: max(first, second))
  }

  private static func mostStep(from gray: Float) -> Float { max(mostStep * gray, mostStepOfWhite * 65535) }

  /// Whether a square is no part of an edge, where it could lead from an area to what is around it.
  private static func isWithin(_ place: Int, _ grays: GrayImage) -> Bool {
    let (x, y, gray) = (place % grays.width, place / grays.width, Float(grays.samples[place]))
    let most = max(mostSteps * mostStep(from: gray), mostOfDepth * (65535 - gray))
    func differ(_ first: Int, _ second: Int) -> Bool {
      abs(Float(grays.samples[first]) - Float(grays.samples[second])) > most
    }
    if x > 0, x + 1 < grays.width, differ(place - 1, place + 1) { return false }
    return y == 0 || y + 1 == grays.height || !differ(place - grays.width, place + grays.width)
  }

  /// An even area with what is around it; `nil` where that is no paper, its edges are those of a shade, or too little of it was kept.
  private static func area(_ squares: [Int], labels: [Int32], grays: GrayImage, cleaned: GrayImage) -> Area? {
    let (width, height) = (grays.width, grays.height)
    let label = labels[squares[0]]
    let gray = Float(median(of: squares, on: grays))
    var (near, papers): ([Float], [Float]) = ([], [])
    for place in squares {
      let (x, y) = (place % width, place / width)
      for (across, down) in [(-1, 0), (1, 0), (0, -1), (0, 1)] {
        let (farX, farY) = (x + beyond * across, y + beyond * down)
        guard (0..<width).contains(farX), (0..<height).contains(farY) else { continue }
        let far = farY * width + farX
        // White print in a box has the box again on its other side.
        guard labels[place + down * width + across] != label, labels[far] != label else { continue }
        if cleaned.samples[far] >= white { papers.append(Float(grays.samples[far])) }
        var lightest: UInt16 = 0
        for step in 1...edge { lightest = max(lightest, grays.samples[(y + step * down) * width + x + step * across]) }
        near.append(Float(lightest))
      }
    }
    guard !papers.isEmpty, Double(papers.count) >= leastPaper * Double(near.count) else { return nil }
    let paper = papers.sorted()[Int(paperPercentile * Double(papers.count - 1))]
    let sharp = near.count { $0 >= gray + leastRise * (paper - gray) }
    guard gray <= mostOfPaperOfRectangle * paper, Double(sharp) >= leastSharp * Double(near.count) else { return nil }
    let gains = squares.map {
      (65535 - Float(cleaned.samples[$0])) / 65535 / max(0.01, 1 - Float(grays.samples[$0]) / paper)
    }
    let kept = gains.filter { $0 >= keptDepth }.sorted()
    let isKept = gray <= mostOfPaper * paper && Double(kept.count) >= leastKept * Double(squares.count)
    guard isKept || isRectangle(squares, width: width, height: height) else { return nil }
    let gain = isKept ? kept[kept.count / 2] : 1
    let pale = gains.count { $0 < paleDepth * gain }
    guard Double(pale) >= leastPale * Double(squares.count) else { return nil }
    return Area(squares: squares, threshold: (gray + paper) / 2, paper: paper, gain: gain, isRectangle: !isKept)
  }

  /// Whether squares make up a rectangle that does not go through the page, as streaks do.
  private static func isRectangle(_ squares: [Int], width: Int, height: Int) -> Bool {
    extent(squares.map { $0 % width }, of: width) < mostExtent
      && extent(squares.map { $0 / width }, of: height) < mostExtent && StraightSides.bound(squares, columns: width)
  }
}

import Imaging

/// Dashes that go on from one to the next, straight or along a curve, as plans, maps and forms have them.
///
/// One alone is as small as a hair or a speck, but dirt does not lie in lines.
struct DashedLines {
  /// The dashes of each line.
  let lines: [[InkArea]]

  /// How long a dash is, in pixels and in strokes, how many times as long as thick at least, and how thick, in strokes, at most, or in
  /// pixels with its gray rim.
  private static let leastLength = 4.0, mostLength = 24.0, leastSlenderness = 2.0, mostThickness = 1.5, mostPixels = 3.0
  /// How far from its axis a dash's pixels are, as if it were a rectangle of this many times its thickness; curves are further.
  private static let mostBend = 1.6
  /// The contrast between two dashes at most, as a share of theirs: creases are gray between their darker pieces.
  private static let mostBetween = 0.3
  /// The distance to the next dash, from 2 pixels to so many lengths, and how many times as long one is as the next at most.
  private static let mostGap = 2.5, mostRatio = 2.2
  /// How far off its direction the next dash may begin, and how much it may turn: the cosine of an angle; and the pixels by which
  /// places are rounded.
  private static let leastCosine = 0.9, rounding = 1.0
  /// How alike the contrasts of dashes are, the lesser over the greater.
  private static let alike = 0.7
  /// Dashes that a line has at least.
  private static let fewest = 4
  /// How many times as long as its box's side a dash is that lies aslant, and as many times as thick along the other.
  private static let diagonal = 2.0.squareRoot()

  /// Whether an area is as long as a dash, and slender.
  static func mayBeDash(_ component: ConnectedComponents.Component, stroke: Double) -> Bool {
    let length = Double(max(component.box.width, component.box.height))
    return length >= leastLength / diagonal && length <= mostLength * stroke
      && Double(component.pixels) <= max(mostPixels, mostThickness * stroke) * length * diagonal
  }

  /// Looks for lines.
  ///
  /// - Parameters:
  ///   - areas: What may be dashes, ``mayBeDash(_:stroke:)``.
  ///   - contrast: The contrast of all pixels of the page, ``InkContrast/values``.
  ///   - width: Pixels a row of the page.
  ///   - stroke: How wide the page's strokes are, in pixels.
  init(_ areas: [InkArea], contrast: [UInt8], width: Int, stroke: Double) {
    let thickest = max(Self.mostPixels, Self.mostThickness * stroke)
    let dashes = areas.compactMap { Axis($0, thickest: thickest) }
    let ends = Ends(of: dashes, side: max(8, Int(Self.mostLength * stroke)))
    var parents = Array(dashes.indices)
    func root(_ dash: Int) -> Int {
      var dash = dash
      while parents[dash] != dash { dash = parents[dash] }
      return dash
    }
    func isPaper(between place: SIMD2<Double>, and other: SIMD2<Double>, of dash: Axis) -> Bool {
      let middle = (place + other) / 2
      let between = contrast[Int(middle.y.rounded()) * width + Int(middle.x.rounded())]
      return Double(between) <= Self.mostBetween * Double(dash.area.contrast)
    }
    for (index, dash) in dashes.enumerated() {
      for end in [-1.0, 1] {
        if let next = ends.next(after: index, end: end),
          isPaper(between: dash.end(end), and: dashes[next.dash].end(next.end), of: dash)
        {
          parents[root(index)] = root(next.dash)
        }
      }
    }
    lines = Dictionary(grouping: dashes.indices, by: root).values.filter { $0.count >= Self.fewest }
      .sorted { $0[0] < $1[0] }.map { $0.map { dashes[$0].area } }
  }

  /// The ends of dashes, each in a square of the page.
  private struct Ends {
    private typealias End = (dash: Int, end: Double)

    private let dashes: [Axis]
    /// The squares' side in pixels, and how many squares away the next dash may be.
    private let (side, reach): (Int, Int)
    private var squares: [SIMD2<Int>: [End]] = [:]

    init(of dashes: [Axis], side: Int) {
      let longest = dashes.map(\.length).max() ?? 0
      (self.dashes, self.side) = (dashes, side)
      reach = Int((DashedLines.mostGap * longest / Double(side)).rounded(.up))
      for (index, dash) in dashes.enumerated() {
        for end in [-1.0, 1] { squares[square(dash.end(end)), default: []].append((index, end)) }
      }
    }

    /// The nearest dash that goes on from an end of one, and which of its ends is there; `nil` where none does.
    func next(after dash: Int, end: Double) -> (dash: Int, end: Double)? {
      let centre = square(dashes[dash].end(end))
      var nearest: (end: End, gap: Double)?
      for row in max(0, centre.y - reach)...centre.y + reach {
        for column in max(0, centre.x - reach)...centre.x + reach {
          for other in squares[SIMD2(column, row)] ?? [] where other.dash != dash {
            if let gap = dashes[dash].gap(from: end, to: dashes[other.dash], end: other.end),
              gap < nearest?.gap ?? .infinity
            {
              nearest = (other, gap)
            }
          }
        }
      }
      return nearest?.end
    }

    private func square(_ place: SIMD2<Double>) -> SIMD2<Int> {
      SIMD2(Int(max(0, place.x)) / side, Int(max(0, place.y)) / side)
    }
  }

  /// A dash as a piece of a straight line.
  private struct Axis {
    let area: InkArea
    let centre: SIMD2<Double>
    /// Along the dash, of length 1.
    let direction: SIMD2<Double>
    let length: Double

    /// Lays an axis through an area; `nil` where it is no straight and slender one.
    init?(_ area: InkArea, thickest: Double) {
      var (count, sum, squares, product) = (0.0, SIMD2<Double>(), SIMD2<Double>(), 0.0)
      for run in area.runs {
        for x in run.start..<run.end {
          let place = SIMD2(Double(x), Double(run.y))
          count += 1
          sum += place
          squares += place * place
          product += place.x * place.y
        }
      }
      centre = sum / count
      // A pixel is as wide as it is.
      let spread = squares / count - centre * centre + 1.0 / 12
      let mixed = product / count - centre.x * centre.y
      let half = ((spread.x - spread.y) * (spread.x - spread.y) / 4 + mixed * mixed).squareRoot()
      let middle = (spread.x + spread.y) / 2
      length = (12 * (middle + half)).squareRoot()
      let thickness = count / length
      guard length >= DashedLines.leastLength, thickness <= thickest,
        length >= DashedLines.leastSlenderness * thickness,
        (12 * max(0, middle - half)).squareRoot() <= max(1.5, DashedLines.mostBend * thickness)
      else { return nil }
      let along =
        spread.x >= spread.y
        ? SIMD2(half + (spread.x - spread.y) / 2, mixed) : SIMD2(mixed, half + (spread.y - spread.x) / 2)
      direction = along / (along * along).sum().squareRoot()
      self.area = area
    }

    /// Where it ends, backwards or along its direction.
    func end(_ side: Double) -> SIMD2<Double> { centre + direction * (side * length / 2) }

    /// How far another dash's end is from an end of this one; `nil` where the other does not go on from there.
    func gap(from side: Double, to other: Axis, end otherSide: Double) -> Double? {
      let step = other.end(otherSide) - end(side)
      let gap = (step * step).sum().squareRoot()
      let forwards = direction * side
      let ahead = (step * forwards).sum()
      let turn = -(forwards * other.direction).sum() * otherSide
      guard gap >= 2, gap <= DashedLines.mostGap * max(length, other.length),
        max(length, other.length) <= DashedLines.mostRatio * min(length, other.length),
        ahead + DashedLines.rounding >= DashedLines.leastCosine * gap, turn >= DashedLines.leastCosine,
        InkContrast.areAlike(area.contrast, other.area.contrast, DashedLines.alike)
      else { return nil }
      return gap
    }
  }
}

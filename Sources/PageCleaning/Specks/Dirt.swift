import Imaging

/// The dirt of photocopiers and glass plates: dots as large as full stops that lie where no print is, or float beside it.
///
/// A network cannot know a speck from a full stop by its looks, but a page tells: where dots of all sizes are strewn over its margins,
/// others of their kind lie between its lines as well. Full stops and the dots of letters lie as near to print as they are wide; those
/// of leaders and dotted rules lie in rows, and those of tints on a ``DotScreen``. All of these stay.
struct Dirt {
  /// What is darker after cleaning is a dot or print.
  private static let light = UInt16(0.8 * 65535)
  /// How wide a dot is at most, in strokes: the side of a square of its area, and the sides of its box.
  private static let (mostWidth, mostSide) = (1.27, 2.2)
  /// How high what is not taken for a dot is at least and letters of the boldest print are, in strokes.
  private static let (lowest, height) = (1.5, 4.0)
  /// The side of the squares in which print is looked for, in strokes, and how many of them away from it dots are strewn that tell of dirt.
  private static let (square, loose) = (2.0, 4)
  /// How far from print every dot is dirt then, in strokes; and from where on those are that are no wider than the last.
  private static let (floating, beside, mostWidthBeside) = (4.0, 1.25, 0.77)
  /// Dots that tell of dirt, at least, and the spread of their areas at least, as a share of the mean: dots that were printed are alike.
  private static let (fewest, leastSpread) = (16, 0.35)
  /// The share of them that is no larger than dirt beside print may be, as fine print breaks into dots.
  private static let usual = 0.75
  /// How wide a dot's gray rim is, and how far beyond it is looked at least, in pixels; and how deep what is there is at most, as a share of
  /// the dot's depth.
  private static let (rim, fewestAround, mostAround) = (1, 2, 0.5)
  /// More dots are a halftone.
  private static let most = 30_000
  /// Dots in a row with even distances that are a leader or a rule.
  private static let fewestOfRow = 4

  private let places: [Int]

  /// Finds the dirt of a page; `nil` where it has none, or so little that it may be anything.
  ///
  /// - Parameters:
  ///   - cleaned: The page after all of the cleaning.
  ///   - before: The page before it, where the pieces of a letter are one.
  ///   - pictures: Its pictures, whose dots stay; `nil` where it has none.
  init?(_ cleaned: GrayImage, before: GrayImage, outside pictures: PictureArea?) {
    guard let usual = StrokeWidth(cleaned)?.median else { return nil }
    let found = ConnectedComponents(InkMask(cleaned, isDarkerThan: Self.light))
    guard let stroke = Self.stroke(of: found, usual: usual) else { return nil }
    let mostPixels = Specks.mostPixels(stroke: stroke, width: Self.mostWidth)
    let mostSide = max(2, Int(Self.mostSide * stroke))
    let isDot = found.components.map { component in
      component.pixels <= mostPixels && component.box.width <= mostSide && component.box.height <= mostSide
        && pictures?.contains(x: component.box.x, y: component.box.y) != true
        && component.box.isWithin(width: cleaned.width, height: cleaned.height)
    }
    let dots = found.components.indices.filter { isDot[$0] }.map { found.components[$0] }
    guard (Self.fewest...Self.most).contains(dots.count) else { return nil }
    let nearPrint = Self.squares(of: found, where: { !isDot[$0] }, on: cleaned, side: max(1, Int(Self.square * stroke)))
      .grown(by: Self.loose)
    let loose = dots.filter { !nearPrint.contains(x: $0.box.x, y: $0.box.y) }
    guard loose.count >= Self.fewest else { return nil }
    let screen = DotScreen(dots.map(\.box), on: cleaned, stroke: stroke, outside: pictures)
    let rows = DotRows(dots.map(\.box), on: cleaned, stroke: stroke, fewest: Self.fewestOfRow)
    let reach = max(Self.fewestAround, Int(stroke))
    func mayBeDirt(_ dot: ConnectedComponents.Component) -> Bool {
      !screen.contains(dot.box) && !rows.contains(dot.box)
        && Self.isWhole(dot.box, on: cleaned, before: before, reach: reach)
    }
    let areas = loose.filter(mayBeDirt).map(\.pixels).sorted()
    guard Self.areStrewn(areas) else { return nil }
    let mostBeside = min(
      Specks.mostPixels(stroke: stroke, width: Self.mostWidthBeside), areas[Int(Self.usual * Double(areas.count - 1))])
    let shapes = dots.map { DotShape($0.box, runs: found.runs[$0.runs], on: cleaned, ink: Self.light).places }
    var print = cleaned
    for place in shapes.joined() { print.samples[place] = GrayImage.white }
    let distances = Self.distances(of: dots.map(\.box), from: print, stroke: stroke)
    places = dots.indices.filter { dot in
      switch distances[dot] {
      case .floating: dots[dot].pixels <= areas[areas.count - 1] && mayBeDirt(dots[dot])
      case .beside: dots[dot].pixels <= mostBeside && mayBeDirt(dots[dot])
      case .touching: false
      }
    }.flatMap { shapes[$0] }
    if places.isEmpty { return nil }
  }

  /// Makes the dirt paper, with its rims.
  ///
  /// - Parameters:
  ///   - page: The page after the part of the cleaning that is taken.
  ///   - before: The page before it.
  ///   - strength: That part, above 0 and up to 1.
  func whiten(_ page: inout GrayImage, before: GrayImage, strength: Float) {
    page.whiten(places, before: before, strength: strength)
  }

  /// How wide the strokes of most letters are, in pixels, as headlines and drawings may be much of a page's ink but are few of its letters;
  /// `nil` where there are none.
  ///
  /// - Parameter usual: How wide most of the page's strokes are.
  private static func stroke(of found: ConnectedComponents, usual: Double) -> Double? {
    let heights = found.components.map(\.box.height).filter { Double($0) >= lowest * usual }.sorted()
    return heights.isEmpty ? nil : min(usual, Double(heights[heights.count / 2]) / height)
  }

  /// The squares of a page that some components lie in.
  private static func squares(
    of found: ConnectedComponents, where isTaken: (_ component: Int) -> Bool, on page: GrayImage, side: Int
  ) -> PictureArea {
    let columns = (page.width + side - 1) / side
    var squares = [Bool](repeating: false, count: columns * ((page.height + side - 1) / side))
    for (index, component) in found.components.enumerated() where isTaken(index) {
      for run in found.runs[component.runs] {
        let row = Int(run.y) / side * columns
        for column in Int(run.start) / side...(Int(run.end) - 1) / side { squares[row + column] = true }
      }
    }
    return PictureArea(squares: squares, width: columns, squareSize: side)
  }

  /// How far from print a dot is.
  private enum Distance { case touching, beside, floating }

  /// How far from print dots are.
  private static func distances(of dots: [PixelBox], from print: GrayImage, stroke: Double) -> [Distance] {
    func surroundings(_ strokes: Double) -> InkSurroundings {
      InkSurroundings(print, isDarkerThan: light, reach: max(1, Int(strokes * stroke)))
    }
    var (near, middle) = (surroundings(beside), surroundings(floating))
    var distances = [Distance](repeating: .floating, count: dots.count)
    let byRow = Dictionary(grouping: dots.indices) { dots[$0].y + dots[$0].height / 2 }
    for y in 0..<print.height {
      near.move(toRow: y)
      middle.move(toRow: y)
      for dot in byRow[y] ?? [] {
        let x = dots[dot].x + dots[dot].width / 2
        distances[dot] = near.hasInk(atColumn: x) ? .touching : middle.hasInk(atColumn: x) ? .beside : .floating
      }
    }
    return distances
  }

  /// Whether cleaning took nothing beside a dot that was about as deep: the rest of a stroke.
  ///
  /// - Parameter reach: How far beyond the dot's gray rim is looked, in pixels.
  private static func isWhole(_ dot: PixelBox, on cleaned: GrayImage, before: GrayImage, reach: Int) -> Bool {
    var own = UInt16.max
    var around: [UInt16] = []
    for y in max(0, dot.y - rim - reach)..<min(before.height, dot.maxY + rim + reach) {
      for x in max(0, dot.x - rim - reach)..<min(before.width, dot.maxX + rim + reach) {
        let place = y * before.width + x
        if (dot.x..<dot.maxX).contains(x), (dot.y..<dot.maxY).contains(y) {
          own = min(own, before.samples[place])
        } else if !(dot.x - rim..<dot.maxX + rim).contains(x) || !(dot.y - rim..<dot.maxY + rim).contains(y),
          cleaned.samples[place] >= light
        {
          around.append(before.samples[place])
        }
      }
    }
    guard !around.isEmpty else { return true }
    around.sort()
    let (paper, darkest) = (Int(around[around.count / 2]), Int(around[0]))
    return Double(paper - darkest) <= mostAround * Double(paper - Int(own))
  }

  /// Whether dots of such areas are strewn rather than printed.
  private static func areStrewn(_ areas: [Int]) -> Bool {
    areas.count >= fewest && DotScreen.spread(of: areas.map(Double.init)) >= leastSpread
  }
}

import Imaging

/// The holes of a hole punch: dark discs along a side of the sheet, where what lies behind shows through.
///
/// They lie symmetrically to the middle of the side, 80 mm from one another and 6 mm wide (ISO 838), or three of them 108 mm and up to 8 mm.
/// Resolutions are not to be relied on, so lengths are measured by the holes themselves. They are looked for on the page reduced to squares.
struct PunchHoles {
  /// The holes, in squares.
  private let holes: [Hole]
  /// Pixels a side of a square.
  private let size: Int

  /// Squares along the page's longer side, at most.
  private static let mostSquares = 2048
  /// How wide holes are, as shares of the page's longer side: from two of them on A3 to three on half a letter.
  private static let diameters = 0.012...0.045
  /// How much of the disc of its width a hole fills, and by how many squares its sides differ at most.
  private static let (fill, mostUneven) = (0.92...1.08, 2)
  /// How far the grays of a hole lie from their median at most, of 255, and how many of them do not; its rim, in squares, is soft.
  private static let (spread, leastEven, rim): (Int, Double, Double) = (26, 0.97, 2)
  /// What is as light, as a share of the paper's gray, is paper, and the share of what lies around a hole that is, up to so many diameters
  /// from its edge: what a list's dots stand before is nearer.
  private static let (light, leastPaper, around) = (0.75, 0.97, 0.6)
  /// How far from the page's side the middle of a hole is, and from the next, in diameters.
  private static let (distances, pitches) = (0.6...3.5, 11.5...16.5)
  /// How much the distances of two holes differ at most, in diameters, as where a sheet lies askew.
  private static let mostAskew = 0.8
  /// How far the middle of all holes is from that of the side at most, as a share of it.
  private static let mostOff = 0.08

  /// Looks for holes; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - image: The page.
  ///   - paper: The gray of its paper.
  ///   - dark: What is darker may be a hole.
  init?(_ image: GrayImage, paper: UInt16, isDarkerThan dark: UInt16) {
    size = image.squareSize(forAtMost: Self.mostSquares)
    let page = image.blockMeans(size)
    let light = UInt16(Self.light * Double(paper))
    let discs = ConnectedComponents(InkMask(page, isDarkerThan: dark)).components
      .compactMap { Hole($0, on: page, isPaperLighterThan: light) }
    let (width, height) = (Double(page.width), Double(page.height))
    holes =
      Self.row(of: discs, side: height) { ($0.x, $0.y) } + Self.row(of: discs, side: height) { (width - $0.x, $0.y) }
      + Self.row(of: discs, side: width) { ($0.y, $0.x) } + Self.row(of: discs, side: width) { (height - $0.y, $0.x) }
    if holes.isEmpty { return nil }
  }

  /// Calls a function with the place of each pixel in a hole, its rim included.
  ///
  /// - Parameter image: The page.
  func forEachPlace(on image: GrayImage, _ body: (_ place: Int) -> Void) {
    for hole in holes {
      let radius = (hole.diameter / 2 + Self.rim) * Double(size)
      let middle = (hole.x * Double(size), hole.y * Double(size))
      Self.forEachPlace(within: radius, of: middle, on: image) { place, _ in body(place) }
    }
  }

  /// Calls a function with the place of each pixel whose middle is at most so far from a point, and how far it is.
  private static func forEachPlace(
    within radius: Double, of middle: (x: Double, y: Double), on image: GrayImage,
    _ body: (_ place: Int, _ distance: Double) -> Void
  ) {
    for row in max(0, Int(middle.y - radius))...min(image.height - 1, Int(middle.y + radius)) {
      for column in max(0, Int(middle.x - radius))...min(image.width - 1, Int(middle.x + radius)) {
        let (across, down) = (Double(column) + 0.5 - middle.x, Double(row) + 0.5 - middle.y)
        let distance = (across * across + down * down).squareRoot()
        if distance <= radius { body(row * image.width + column, distance) }
      }
    }
  }

  /// The discs that lie in a row along a side; none where there are not two.
  ///
  /// - Parameters:
  ///   - side: How long the side is.
  ///   - place: How far a disc is from the side, and where along it.
  private static func row(
    of discs: [Hole], side: Double, place: (Hole) -> (distance: Double, along: Double)
  ) -> [Hole] {
    let near = discs.filter { distances.contains(place($0).distance / $0.diameter) }
      .sorted { place($0).along < place($1).along }
    let row = near.filter { hole in
      near.contains { other in
        let pitch = abs(place(hole).along - place(other).along) / hole.diameter
        return pitches.contains(pitch) && abs(hole.diameter - other.diameter) <= Double(mostUneven)
          && abs(place(hole).distance - place(other).distance) <= mostAskew * hole.diameter
      }
    }
    guard let first = row.first, let last = row.last else { return [] }
    let middle = (place(first).along + place(last).along) / 2
    return abs(middle - side / 2) <= mostOff * side ? row : []
  }

  /// A disc of one dark gray with paper around it; lengths are in squares.
  private struct Hole {
    /// Its middle.
    let (x, y): (Double, Double)
    let diameter: Double

    init?(_ component: ConnectedComponents.Component, on page: GrayImage, isPaperLighterThan light: UInt16) {
      let box = component.box
      let disc = Double.pi / 4 * Double(box.width * box.height)
      diameter = (Double(box.width) + Double(box.height)) / 2
      (x, y) = (Double(box.x) + Double(box.width) / 2, Double(box.y) + Double(box.height) / 2)
      guard PunchHoles.diameters.contains(diameter / Double(max(page.width, page.height))),
        abs(box.width - box.height) <= PunchHoles.mostUneven, PunchHoles.fill.contains(Double(component.pixels) / disc)
      else { return nil }
      var inside = Histogram()
      var (paper, around) = (0, 0)
      let radius = diameter / 2
      PunchHoles.forEachPlace(within: radius + PunchHoles.around * diameter, of: (x, y), on: page) { place, distance in
        let gray = page.samples[place]
        if distance <= radius - PunchHoles.rim {
          inside.add(Int(gray >> 8))
        } else if distance > radius + PunchHoles.rim {
          around += 1
          if gray >= light { paper += 1 }
        }
      }
      guard inside.median(withinSpread: PunchHoles.spread, share: PunchHoles.leastEven) != nil,
        Double(paper) >= PunchHoles.leastPaper * Double(around)
      else { return nil }
    }
  }
}

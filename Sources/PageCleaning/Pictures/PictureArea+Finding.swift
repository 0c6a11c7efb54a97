import Imaging

extension PictureArea {
  /// What is less sure to be a picture is none; high, as the network is unsure of pale and dark sides of pictures.
  private static let threshold: UInt16 = .max / 4 * 3
  /// An area needs a square that is this sure, so that a shadow that may be a picture throughout is none.
  private static let sure: UInt16 = .max / 20 * 3
  /// The share of the page that a picture has at least; less is a stamp, a blot or a large letter, which cleaning leaves.
  private static let leastShare = 0.01
  /// The share of the page up to which a hole is a bright part of a picture rather than a text in a frame.
  private static let largestHole = 0.05

  /// The pictures that a network sees; `nil` where there is none.
  ///
  /// Areas that are small or nowhere sure are dropped, holes closed, and what remains grows by a square to each side, as the outline of a
  /// picture is known no better and its paper may well stay beside it.
  ///
  /// - Parameters:
  ///   - absence: How surely a square is of no picture, 0 to 65535.
  ///   - squareSize: Pixels a side of a square.
  init?(absence: GrayImage, squareSize: Int) {
    let (width, height) = (absence.width, absence.height)
    let page = Double(width * height)
    var squares = absence.samples.map { $0 < Self.threshold }
    let found = ConnectedAreas(of: squares, width: width)
    var isSure = [Bool](repeating: false, count: found.areas.count)
    for (place, label) in found.labels.enumerated() where label >= 0 && absence.samples[place] < Self.sure {
      isSure[label] = true
    }
    let isPicture = found.areas.indices.map { isSure[$0] && Double(found.areas[$0].pixels) >= Self.leastShare * page }
    guard isPicture.contains(true) else { return nil }
    for (place, label) in found.labels.enumerated() where label >= 0 { squares[place] = isPicture[label] }
    let rest = ConnectedAreas(of: squares.map { !$0 }, width: width)
    for (place, label) in rest.labels.enumerated() where label >= 0 {
      let area = rest.areas[label]
      if !area.touchesBorder, Double(area.pixels) <= Self.largestHole * page { squares[place] = true }
    }
    self = PictureArea(squares: squares, width: width, squareSize: squareSize).grown(by: 1)
  }

  /// The area with all squares that are at most so many away, in each direction.
  func grown(by count: Int) -> PictureArea {
    let image = GrayImage(squares, width: width)
    return PictureArea(
      squares: image.dilated(radius: count).samples.map { $0 > 0 }, width: width, squareSize: squareSize)
  }
}

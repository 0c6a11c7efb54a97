import Imaging

extension PictureArea {
  /// How many squares beyond what the network sees a picture may reach, and beyond how many paper is paper.
  private static let (reach, surroundings) = (4, 8)
  /// How much paper the network takes along at most, as a share of the page's longer side, and in squares on small pages; what is as
  /// light further inside is a picture's sky.
  private static let deepest = (share: 0.055, squares: 10)
  /// What is darker than this share of the paper around belongs to the picture that it touches.
  private static let tone: Float = 0.92
  /// What is lighter than this share is paper.
  private static let paper: Float = 0.97

  /// The squares around the pictures in which neither is known by the network alone, so that paper is measured beyond them.
  var withSurroundings: PictureArea { grown(by: Self.surroundings) }

  /// The area with its outline where the tones of the page have it: the network, which sees a square as a point, cuts corners and
  /// edges of pictures off, pale skies first, and takes paper along.
  ///
  /// - Parameters:
  ///   - page: The page before cleaning, in squares.
  ///   - paper: Its paper, measured beyond ``withSurroundings``.
  /// - Returns: The area; `nil` where nothing of it is darker than paper.
  func outlined(on page: GrayImage, paper: PaperMap) -> PictureArea? {
    let shares = paper.shares(of: page, squareSize: squareSize)
    var squares = squares
    spread(true, in: &squares, from: squares.indices.filter { squares[$0] }, times: Self.reach) {
      shares[$0] < Self.tone
    }
    // Paper comes in from around the pictures and from the sides of the page.
    let sides = squares.indices.filter { isAtSide($0) && squares[$0] && shares[$0] > Self.paper }
    for place in sides { squares[place] = false }
    let outside = squares.indices.filter { !squares[$0] }
    var darker = squares
    spread(false, in: &darker, from: outside) { shares[$0] > Self.paper }
    let deepest = max(Self.deepest.squares, Int((Self.deepest.share * Double(max(width, height))).rounded()))
    spread(false, in: &squares, from: outside, times: deepest) { shares[$0] > Self.paper }
    // Of what is paper throughout nothing is a sky.
    let found = ConnectedAreas(of: squares, width: width)
    let pictures = Set(found.labels.indices.filter { darker[$0] }.map { found.labels[$0] })
    for place in squares.indices where squares[place] { squares[place] = pictures.contains(found.labels[place]) }
    guard squares.contains(true) else { return nil }
    // Grain lets single squares pass for paper.
    let outline = GrayImage(squares, width: width)
    return PictureArea(
      squares: outline.closed(radius: 1).samples.map { $0 > 0 }, width: width, squareSize: squareSize)
  }

  private func isAtSide(_ place: Int) -> Bool {
    let (row, column) = (place / width, place % width)
    return row == 0 || row == height - 1 || column == 0 || column == width - 1
  }

  /// Gives squares the value of one that they touch, again and again.
  ///
  /// - Parameters:
  ///   - front: The squares that it spreads from.
  ///   - times: How often at most.
  ///   - mayChange: Whether a square may take the value.
  private func spread(
    _ value: Bool, in squares: inout [Bool], from front: [Int], times: Int = .max, where mayChange: (Int) -> Bool
  ) {
    var (front, round) = (front, 0)
    while !front.isEmpty, round < times {
      var next: [Int] = []
      for place in front {
        let (row, column) = (place / width, place % width)
        for y in max(0, row - 1)...min(height - 1, row + 1) {
          for neighbour in y * width + max(0, column - 1)...y * width + min(width - 1, column + 1)
          where squares[neighbour] != value && mayChange(neighbour) {
            squares[neighbour] = value
            next.append(neighbour)
          }
        }
      }
      (front, round) = (next, round + 1)
    }
  }
}

extension PaperMap {
  /// How light a page is against its paper, square by square: 1 is paper.
  ///
  /// - Parameter page: The page in squares.
  fileprivate func shares(of page: GrayImage, squareSize: Int) -> [Float] {
    var levels = [Float](repeating: 0, count: width)
    return (0..<page.height).flatMap { row in
      readLevels(ofRow: min(row * squareSize + squareSize / 2, height - 1), into: &levels)
      return (0..<page.width).map { column in
        Float(page.samples[row * page.width + column]) / levels[min(column * squareSize + squareSize / 2, width - 1)]
      }
    }
  }
}

import Imaging

/// Where a page's print is far finer than most of its strokes: the words beside large codes, crosswords and headlines.
///
/// What the width of the page's strokes says of the size of its dots does not hold there; that of the letters around does.
struct FinePrint {
  /// The share of the page's stroke below which letters are fine; others vary as much.
  private static let fine = 0.6
  /// Where strokes are no wider, dots of finer print are as small as specks in any case.
  private static let leastStroke = 4.0
  /// The side of the squares that letters are gathered in, in strokes of the page, and how many of them tell.
  private static let (square, fewestLetters) = (12.0, 6)
  /// How high a letter is at least, in pixels and in its own strokes: blots are as wide as high.
  private static let (leastHeight, leastHeightInStrokes) = (5, 2.5)

  private let stroke: Double
  private let side: Int
  private let columns: Int
  /// The stroke of each square with those around it; `nil` where letters are as usual or few.
  private let strokes: [Double?]

  /// Looks for fine print.
  ///
  /// - Parameters:
  ///   - found: The page's ink.
  ///   - size: The page's width and height.
  ///   - stroke: How wide most of its strokes are, in pixels.
  init(in found: ConnectedComponents, size: (width: Int, height: Int), stroke: Double) {
    self.stroke = stroke
    side = max(1, Int(Self.square * stroke))
    columns = (size.width + side - 1) / side
    guard stroke >= Self.leastStroke else {
      strokes = []
      return
    }
    var squares = [[Double]](repeating: [], count: columns * ((size.height + side - 1) / side))
    for component in found.components where component.box.height >= Self.leastHeight {
      let box = component.box
      let lengths = found.runs[component.runs].map { Int($0.end - $0.start) }.sorted()
      let width = Double(lengths[lengths.count / 2])
      guard Double(box.height) >= Self.leastHeightInStrokes * width else { continue }
      squares[(box.y + box.height / 2) / side * columns + (box.x + box.width / 2) / side].append(width)
    }
    let columns = columns
    strokes = squares.indices.map { place in
      let around = DotScreen.values(around: place, of: squares, columns: columns).sorted()
      guard around.count >= Self.fewestLetters else { return nil }
      let width = around[around.count / 2]
      return width < Self.fine * stroke ? width : nil
    }
  }

  /// How wide strokes are around a dot, in pixels: the page's, or those of the fine print there.
  func stroke(around dot: PixelBox) -> Double {
    strokes.isEmpty ? stroke : strokes[dot.y / side * columns + dot.x / side] ?? stroke
  }
}

import Imaging

/// Areas of ink, found by their pixels and by their places.
struct InkAreas {
  private(set) var areas: [InkArea] = []

  private let runs: [(run: ConnectedComponents.Run, area: Int32)]
  /// Where each row's runs begin.
  private let rowStarts: [Int]
  /// The areas that reach into each square of the page, for those that may be letters.
  private var squares: [Int: [Int]] = [:]
  private let largest: Int

  private static let square = 64

  /// Takes areas.
  ///
  /// - Parameters:
  ///   - found: The areas.
  ///   - height: Rows of the page.
  ///   - largest: The longer side of a letter at most, in pixels.
  init(_ found: [InkArea], height: Int, largest: Int) {
    self.largest = largest
    var runs: [(run: ConnectedComponents.Run, area: Int32)] = []
    for (place, area) in found.enumerated() {
      for run in area.runs { runs.append((run, Int32(place))) }
    }
    runs.sort { ($0.run.y, $0.run.start) < ($1.run.y, $1.run.start) }
    var starts = [Int](repeating: runs.count, count: height + 1)
    for place in runs.indices.reversed() { starts[Int(runs[place].run.y)] = place }
    for row in (0..<height).reversed() { starts[row] = min(starts[row], starts[row + 1]) }
    (self.runs, rowStarts) = (runs, starts)
    for area in found { add(area) }
  }

  /// Adds an area that was given back.
  mutating func add(_ area: InkArea) {
    areas.append(area)
    guard max(area.box.width, area.box.height) <= largest else { return }
    for square in Self.squares(of: area.box) { squares[square, default: []].append(areas.count - 1) }
  }

  /// The area that a pixel was found in; `nil` on paper.
  func area(x: Int, y: Int) -> InkArea? {
    var (low, high) = (rowStarts[y], rowStarts[y + 1])
    while low < high {
      let middle = (low + high) / 2
      if Int(runs[middle].run.end) <= x { low = middle + 1 } else { high = middle }
    }
    guard low < rowStarts[y + 1], Int(runs[low].run.start) <= x else { return nil }
    return areas[Int(runs[low].area)]
  }

  /// The areas of a letter's size that reach into a box.
  func letters(in box: PixelBox) -> [InkArea] {
    Set(Self.squares(of: box).flatMap { squares[$0] ?? [] }).sorted().map { areas[$0] }
  }

  /// The squares that a box reaches into, each a number.
  private static func squares(of box: PixelBox) -> [Int] {
    func range(_ start: Int, _ end: Int) -> ClosedRange<Int> {
      max(0, start) / square...max(0, start, end - 1) / square
    }
    return range(box.y, box.maxY).flatMap { row in range(box.x, box.maxX).map { row << 32 | $0 } }
  }
}

import Imaging

/// An area of a page and what lies near it.
struct AreaSurroundings {
  /// The area's box with a margin, within the page.
  let box: PixelBox
  /// How far each pixel of the box is from the area, `[box.height, box.width]`: 0 in the area, 1 for those that touch it.
  let distances: [Int]

  /// How far around the area is looked, in pixels.
  static let margin = 4

  /// Looks around an area.
  ///
  /// - Parameters:
  ///   - area: The area's box.
  ///   - runs: Its pixels.
  ///   - width: Pixels a row of the page.
  ///   - height: Rows of the page.
  init(_ area: PixelBox, runs: ArraySlice<ConnectedComponents.Run>, width: Int, height: Int) {
    let left = max(0, area.x - Self.margin)
    let top = max(0, area.y - Self.margin)
    let box = PixelBox(
      x: left, y: top, width: min(width, area.maxX + Self.margin) - left,
      height: min(height, area.maxY + Self.margin) - top)
    var inside = [Bool](repeating: false, count: box.width * box.height)
    for run in runs {
      let row = (Int(run.y) - box.y) * box.width - box.x
      for place in row + Int(run.start)..<row + Int(run.end) { inside[place] = true }
    }
    self.box = box
    distances = Self.distances(to: inside, width: box.width)
  }

  /// The side of the largest square that fits into the area, in pixels.
  var thickness: Int { 2 * (Self.distances(to: distances.map { $0 > 0 }, width: box.width).max() ?? 0) - 1 }

  /// The places on the page of the pixels at some distances.
  ///
  /// - Parameter width: Pixels a row of the page.
  func places(at range: ClosedRange<Int>, width: Int) -> [Int] {
    distances.indices.filter { range.contains(distances[$0]) }.map {
      (box.y + $0 / box.width) * width + box.x + $0 % box.width
    }
  }

  /// Chessboard distances to the nearest pixel of a mask, in two passes.
  ///
  /// - SeeAlso: Rosenfeld and Pfaltz, "Distance Functions on Digital Pictures", Pattern Recognition 1(1), 1968.
  private static func distances(to mask: [Bool], width: Int) -> [Int] {
    var result = mask.map { $0 ? 0 : mask.count }
    func lower(_ place: Int, from rowStep: Int, _ columnStep: Int) {
      let column = place % width
      let row = place + rowStep * width
      if column + columnStep >= 0, column + columnStep < width {
        result[place] = min(result[place], result[place + columnStep] + 1)
      }
      guard result.indices.contains(row) else { return }
      for side in max(0, column - 1)...min(width - 1, column + 1) {
        result[place] = min(result[place], result[row - column + side] + 1)
      }
    }
    for place in result.indices { lower(place, from: -1, -1) }
    for place in result.indices.reversed() { lower(place, from: 1, 1) }
    return result
  }
}

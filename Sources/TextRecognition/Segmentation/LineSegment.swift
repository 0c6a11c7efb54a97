import Imaging

/// Components that stand on one line with no column's gap between them.
struct LineSegment: Sendable, Equatable {
  /// The places of its characters' bodies among the components, from left to right; never empty.
  var bodies: [Int]
  /// The places of its dots, accents, commas and strokes that are lower than bodies.
  var marks: [Int] = []
  /// The box around its bodies.
  var box: PixelBox
  /// The median height of its bodies.
  var height: Double
  /// The row on which most of its bodies end.
  var foot: Double

  /// Makes a segment.
  ///
  /// - Parameters:
  ///   - bodies: Not empty; in any order.
  ///   - components: All components.
  init(bodies: [Int], of components: [ConnectedComponents.Component]) {
    self.bodies = bodies.sorted { components[$0].box.x < components[$1].box.x }
    box = bodies.map { components[$0].box }.union() ?? PixelBox(x: 0, y: 0, width: 1, height: 1)
    height = bodies.map { Double(components[$0].box.height) }.sorted()[bodies.count / 2]
    foot = bodies.map { Double(components[$0].box.maxY) }.sorted()[bodies.count / 2]
  }

  /// This segment and one that goes on from it.
  func joined(with other: LineSegment, of components: [ConnectedComponents.Component]) -> LineSegment {
    var result = LineSegment(bodies: bodies + other.bodies, of: components)
    result.marks = marks + other.marks
    return result
  }
}

extension PixelBox {
  /// Columns that both boxes have.
  func columnsShared(with other: PixelBox) -> Int { min(maxX, other.maxX) - max(x, other.x) }
  /// Rows that both boxes have.
  func rowsShared(with other: PixelBox) -> Int { min(maxY, other.maxY) - max(y, other.y) }
}

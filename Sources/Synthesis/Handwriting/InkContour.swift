/// The outline of the ink of a small image, so that a character of few pixels can be drawn at any size with clean
/// edges.
///
/// The image is enlarged smoothly and cut at a level: every cell between four samples adds the polygon of its part
/// above the level. Neighbours' common sides cancel, so that the polygons fill like one shape.
/// - SeeAlso: Lorensen and Cline, "Marching Cubes", 1987, in two dimensions.
struct InkContour {
  /// In units of the contour's height from its lowest point: `0...1` upwards, `0...aspect` to the right.
  let outline: Outline
  /// The ink's width over its height.
  let aspect: Double

  /// Samples a side of a pixel.
  private static let enlargement = 3

  /// Traces the ink.
  ///
  /// - Parameters:
  ///   - image: 0 = paper, 1 = ink.
  ///   - level: Where ink begins: lower makes bolder strokes.
  /// - Returns: `nil` for an image without ink.
  init?(_ image: Picture, level: Float) {
    let scale = Double(Self.enlargement)
    let columns = image.width * Self.enlargement
    let rows = image.height * Self.enlargement
    let samples = Self.enlarged(image, columns: columns, rows: rows)
    var cells = Outline()
    for row in 0..<rows - 1 {
      for column in 0..<columns - 1 {
        let corners = Self.corners.map { dx, dy in
          (Point(x: Double(column + dx), y: Double(row + dy)), samples[(row + dy) * columns + column + dx])
        }
        let polygon = Self.part(of: corners, above: level)
        if polygon.count > 2 { cells.addPolygon(polygon) }
      }
    }
    guard let bounds = cells.bounds, bounds.greatest.y - bounds.least.y > scale else { return nil }
    let height = bounds.greatest.y - bounds.least.y
    aspect = (bounds.greatest.x - bounds.least.x) / height
    outline = cells.mapped { point in
      Point(x: (point.x - bounds.least.x) / height, y: (bounds.greatest.y - point.y) / height)
    }
  }

  private static let corners = [(0, 0), (1, 0), (1, 1), (0, 1)]

  /// The part of a square in which its corners' values, linear along its sides, are above a level.
  private static func part(of corners: [(Point, Float)], above level: Float) -> [Point] {
    var polygon: [Point] = []
    for index in 0..<4 {
      let (point, value) = corners[index]
      let (next, nextValue) = corners[(index + 1) % 4]
      if value >= level { polygon.append(point) }
      if (value >= level) != (nextValue >= level) {
        let share = Double((level - value) / (nextValue - value))
        polygon.append(Point(x: point.x + (next.x - point.x) * share, y: point.y + (next.y - point.y) * share))
      }
    }
    return polygon
  }

  /// The image with more samples, bilinear and then smoothed by a binomial filter, which rounds its steps; paper around
  /// it.
  private static func enlarged(_ image: Picture, columns: Int, rows: Int) -> [Float] {
    var samples = [Float](repeating: 0, count: columns * rows)
    for row in 1..<rows - 1 {
      for column in 1..<columns - 1 {
        samples[row * columns + column] = image.gray(
          x: (Double(column) + 0.5) / Double(enlargement), y: (Double(row) + 0.5) / Double(enlargement))
      }
    }
    for step in [1, columns] {
      let before = samples
      for row in 1..<rows - 1 {
        for column in 1..<columns - 1 {
          let index = row * columns + column
          samples[index] = (before[index - step] + 2 * before[index] + before[index + step]) / 4
        }
      }
    }
    return samples
  }
}

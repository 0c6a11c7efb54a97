import Foundation

extension Outline {
  static func rectangle(_ rectangle: Rectangle) -> Outline {
    polygon([
      Point(x: rectangle.x, y: rectangle.y), Point(x: rectangle.maxX, y: rectangle.y),
      Point(x: rectangle.maxX, y: rectangle.maxY), Point(x: rectangle.x, y: rectangle.maxY),
    ])
  }

  static func polygon(_ corners: [Point]) -> Outline {
    var outline = Outline()
    outline.addPolygon(corners)
    return outline
  }

  mutating func addPolygon(_ corners: [Point]) {
    for (index, corner) in corners.enumerated() {
      if index == 0 { move(to: corner) } else { line(to: corner) }
    }
  }

  static func ellipse(centre: Point, radiusX: Double, radiusY: Double) -> Outline {
    polygon(ellipsePoints(centre: centre, radiusX: radiusX, radiusY: radiusY))
  }

  /// A line of some width along points, with round joins and flat ends.
  ///
  /// Each piece and each join is a contour of its own; all wind the same way, so that they add up.
  ///
  /// - Parameter dashes: Lengths drawn and left out in turn; empty for a line without gaps.
  static func stroke(_ line: [Point], width: Double, isClosed: Bool = false, dashes: [Double] = []) -> Outline {
    var outline = Outline()
    let points = isClosed && line.count > 2 ? line + [line[0]] : line
    guard dashes.isEmpty else {
      for dash in dashed(points, dashes) { outline.append(.stroke(dash, width: width)) }
      return outline
    }
    for (from, to) in zip(points, points.dropFirst()) { outline.addSegment(from, to, width: width) }
    // A join narrower than a pixel does not show.
    if width > 1.2 {
      let joins = isClosed ? points.dropFirst() : points.dropFirst().dropLast()
      for point in joins {
        outline.addPolygon(ellipsePoints(centre: point, radiusX: width / 2, radiusY: width / 2))
      }
    }
    return outline
  }

  mutating func addSegment(_ from: Point, _ to: Point, width: Double) {
    let length = hypot(to.x - from.x, to.y - from.y)
    guard length > 0 else { return }
    let (nx, ny) = (-(to.y - from.y) / length * width / 2, (to.x - from.x) / length * width / 2)
    addPolygon([
      Point(x: from.x - nx, y: from.y - ny), Point(x: to.x - nx, y: to.y - ny), Point(x: to.x + nx, y: to.y + ny),
      Point(x: from.x + nx, y: from.y + ny),
    ])
  }
}

/// Corners of a polygon that is an ellipse to within a fiftieth of a pixel, clockwise where y points down.
func ellipsePoints(centre: Point, radiusX: Double, radiusY: Double) -> [Point] {
  let count = max(8, Int((.pi / acos(max(0, 1 - 0.02 / max(radiusX, radiusY, 0.1)))).rounded(.up)))
  return (0..<count).map { index in
    let angle = 2 * .pi * Double(index) / Double(count)
    return Point(x: centre.x + radiusX * cos(angle), y: centre.y + radiusY * sin(angle))
  }
}

/// The pieces of a line that dashes leave.
private func dashed(_ line: [Point], _ dashes: [Double]) -> [[Point]] {
  var pieces: [[Point]] = []
  var index = 0
  var left = dashes[0]
  var isDrawn = true
  var piece: [Point] = []
  for (from, to) in zip(line, line.dropFirst()) {
    let length = hypot(to.x - from.x, to.y - from.y)
    var done = 0.0
    if isDrawn, piece.isEmpty { piece = [from] }
    while length - done > left {
      done += left
      let share = done / length
      let point = Point(x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share)
      if isDrawn {
        pieces.append(piece + [point])
        piece = []
      } else {
        piece = [point]
      }
      isDrawn.toggle()
      index = (index + 1) % dashes.count
      left = max(dashes[index], 0.1)
    }
    left -= length - done
    if isDrawn { piece.append(to) }
  }
  if isDrawn, piece.count > 1 { pieces.append(piece) }
  return pieces
}

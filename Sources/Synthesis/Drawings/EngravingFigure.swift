import Foundation

/// A shaded picture of lines that swell with its darkness, as an engraver cuts it.
struct EngravingFigure: Figure {
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) throws {
    let picture = ProceduralPicture.draw(&page.random)
    let spacing = max(4 * pen.width, page.design.pixels(points: page.random.uniform(in: 1.2...3)))
    let angle = page.random.uniform(in: 0...180)
    let corners = [
      Point(x: box.x, y: box.y), Point(x: box.maxX, y: box.y), Point(x: box.maxX, y: box.maxY),
      Point(x: box.x, y: box.maxY),
    ]
    let layers: [(degrees: Double, from: Double)] =
      page.random.happens(0.5) ? [(angle, 0), (angle + 60, 0.5)] : [(angle, 0)]
    for layer in layers {
      var lines = Outline()
      for line in hatch(corners, spacing: spacing, degrees: layer.degrees) {
        lines.append(swelling(line, picture, box, spacing, from: layer.from, pen))
      }
      page.draw(lines, gray: pen.gray, region: region)
    }
  }

  /// A line whose width follows the darkness of the picture below it.
  ///
  /// - Parameter least: The darkness from which the line is drawn at all.
  private func swelling(
    _ line: [Point], _ picture: Picture, _ box: Rectangle, _ spacing: Double, from least: Double, _ pen: Pen
  ) -> Outline {
    guard line.count == 2 else { return Outline() }
    let length = hypot(line[1].x - line[0].x, line[1].y - line[0].y)
    let count = max(1, Int(length / (spacing * 0.7)))
    var outline = Outline()
    var previous: (point: Point, width: Double)?
    let (ux, uy) = ((line[1].x - line[0].x) / max(length, 1e-9), (line[1].y - line[0].y) / max(length, 1e-9))
    for index in 0...count {
      let share = Double(index) / Double(count)
      let point = Point(
        x: line[0].x + (line[1].x - line[0].x) * share, y: line[0].y + (line[1].y - line[0].y) * share)
      let gray = picture.gray(
        x: (point.x - box.x) / box.width * Double(picture.width),
        y: (point.y - box.y) / box.height * Double(picture.height))
      let darkness = 1 - Double(gray) / 255
      let width = darkness > least ? max(0.5 * pen.width, (darkness - least) / (1 - least) * spacing * 0.75) : 0
      if let before = previous, width > 0, before.width > 0 {
        outline.addPolygon([
          Point(x: before.point.x + uy * before.width / 2, y: before.point.y - ux * before.width / 2),
          Point(x: point.x + uy * width / 2, y: point.y - ux * width / 2),
          Point(x: point.x - uy * width / 2, y: point.y + ux * width / 2),
          Point(x: before.point.x - uy * before.width / 2, y: before.point.y + ux * before.width / 2),
        ])
      }
      previous = (point, width)
    }
    return outline
  }
}

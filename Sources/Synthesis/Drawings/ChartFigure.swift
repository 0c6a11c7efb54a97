import Foundation

/// Boxes with words in them and arrows between them, as in flow charts and plans.
struct ChartFigure: Figure {
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) throws {
    let style = try page.style(for: .label).scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * 0.8))
    let columns = max(1, min(4, Int(box.width / (9 * style.size))))
    let rows = max(1, min(5, Int(box.height / (5 * style.size))))
    let (width, height) = (box.width / Double(columns), box.height / Double(rows))
    var boxes: [Rectangle] = []
    for index in 0..<rows * columns where page.random.happens(0.8) {
      let cell = Rectangle(
        x: box.x + (Double(index % columns) + 0.15) * width, y: box.y + (Double(index / columns) + 0.2) * height,
        width: width * 0.7, height: height * 0.6)
      boxes.append(cell)
      var label = style
      switch page.random.uniform() {
      case ..<0.2:
        page.draw(
          ellipsePoints(centre: Point(x: cell.midX, y: cell.midY), radiusX: cell.width / 2, radiusY: cell.height / 2),
          pen, isClosed: true, region: region)
      case ..<0.35:
        label.paper = page.random.uniform(in: 0.75...0.95)
        page.draw(.rectangle(cell), gray: label.paper, region: region)
        fallthrough
      default: page.frame(cell, thickness: pen.width, gray: pen.gray, region: region)
      }
      page.setLine(
        page.reader.phrase(page.random.integer(in: 1...2), &page.random), label, x: cell.x + cell.width * 0.12,
        measure: cell.width * 0.76, baseline: cell.midY + style.xHeight / 2, alignment: .centred, region: region)
    }
    for (from, to) in zip(boxes, boxes.dropFirst()) { arrow(from, to, pen, page, region) }
  }

  private func arrow(_ from: Rectangle, _ to: Rectangle, _ pen: Pen, _ page: PageComposer, _ region: Int) {
    let isBeside = to.x > from.maxX
    let start = isBeside ? Point(x: from.maxX, y: from.midY) : Point(x: from.midX, y: from.maxY)
    let end = isBeside ? Point(x: to.x, y: to.midY) : Point(x: to.midX, y: to.y)
    let turn = atan2(end.y - start.y, end.x - start.x) / (2 * .pi)
    let size = 5 * pen.width
    page.draw([start, end.moved(turns: turn, by: -size * 0.8)], pen, region: region)
    page.draw(
      .polygon([end, end.moved(turns: turn + 0.45, by: size), end.moved(turns: turn - 0.45, by: size)]), gray: pen.gray,
      region: region)
  }
}

import Foundation

/// Axes with figures, a grid and curves, bars or points.
struct GraphFigure: Figure {
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) throws {
    let style = try page.style(for: .label).scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * 0.8))
    let margin = style.size * 3.2
    let plot = Rectangle(
      x: box.x + margin, y: box.y + style.size, width: box.width - margin - style.size,
      height: box.height - margin - style.size)
    guard plot.width > 4 * style.size, plot.height > 4 * style.size else {
      return GeometricFigure().draw(in: box, pen: pen, on: page, region: region)
    }
    axes(plot, pen, style, page, region)
    for _ in 0..<page.random.integer(in: 1...3) {
      let line = pen.scaled(by: page.random.uniform(in: 1...2.5))
      switch page.random.uniform() {
      case ..<0.2: bars(plot, line, page, region)
      case ..<0.35: points(plot, line, page, region)
      default:
        let dashes = page.random.happens(0.3) ? [4 * line.width, 3 * line.width] : []
        page.draw(curve(plot, page), line, dashes: dashes, region: region)
      }
    }
  }

  private func axes(_ plot: Rectangle, _ pen: Pen, _ style: TextStyle, _ page: PageComposer, _ region: Int) {
    let hasGrid = page.random.happens(0.4)
    let (columns, rows) = (page.random.integer(in: 2...8), page.random.integer(in: 2...6))
    let step = page.random.element(of: [1, 2, 5, 10, 20, 25, 50, 100])
    let tick = style.size * 0.3
    let thin = pen.scaled(by: 0.6)
    page.rule(
      from: Point(x: plot.x, y: plot.y), to: Point(x: plot.x, y: plot.maxY), thickness: pen.width, gray: pen.gray,
      region: region)
    page.rule(
      from: Point(x: plot.x, y: plot.maxY), to: Point(x: plot.maxX, y: plot.maxY), thickness: pen.width, gray: pen.gray,
      region: region)
    for column in 0...columns {
      let x = plot.x + plot.width * Double(column) / Double(columns)
      page.rule(
        from: Point(x: x, y: hasGrid ? plot.y : plot.maxY - tick), to: Point(x: x, y: plot.maxY + tick),
        thickness: thin.width, gray: thin.gray, region: region)
      let label = ShapedWord(String(column * step), style)
      if label.width < plot.width / Double(columns) {
        page.draw(
          [(label, x - label.width / 2)], baseline: plot.maxY + 2 * tick + style.ascent, region: region)
      }
    }
    for row in 0...rows {
      let y = plot.maxY - plot.height * Double(row) / Double(rows)
      page.rule(
        from: Point(x: plot.x - tick, y: y), to: Point(x: hasGrid ? plot.maxX : plot.x + tick, y: y),
        thickness: thin.width, gray: thin.gray, region: region)
      let label = ShapedWord(String(row * step), style)
      if plot.height / Double(rows) > style.ascent {
        page.draw(
          [(label, plot.x - 2 * tick - label.width)], baseline: y + style.ascent * 0.4, region: region)
      }
    }
  }

  /// A sum of a slope and waves, scaled to the plot.
  private func curve(_ plot: Rectangle, _ page: PageComposer) -> [Point] {
    let slope = page.random.uniform(in: -2...2)
    let waves = (0..<3).map { _ in
      (page.random.uniform(in: 0...0.6), page.random.logUniform(in: 0.5...6), page.random.uniform(in: 0...2 * .pi))
    }
    let values = (0...100).map { index in
      let t = Double(index) / 100
      return waves.reduce(slope * t) { $0 + $1.0 * sin($1.1 * 2 * .pi * t + $1.2) }
    }
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    return values.enumerated().map { index, value in
      Point(
        x: plot.x + plot.width * Double(index) / 100,
        y: plot.maxY - plot.height * (0.05 + 0.9 * (value - least) / max(1e-9, greatest - least)))
    }
  }

  private func bars(_ plot: Rectangle, _ pen: Pen, _ page: PageComposer, _ region: Int) {
    let count = page.random.integer(in: 3...12)
    let pitch = plot.width / Double(count)
    let gray = page.random.uniform(in: 0...0.8)
    for index in 0..<count {
      let height = plot.height * page.random.uniform(in: 0.05...0.95)
      let bar = Rectangle(
        x: plot.x + (Double(index) + 0.2) * pitch, y: plot.maxY - height, width: pitch * 0.6, height: height)
      page.draw(.rectangle(bar), gray: gray, region: region)
      page.frame(bar, thickness: pen.width, gray: pen.gray, region: region)
    }
  }

  private func points(_ plot: Rectangle, _ pen: Pen, _ page: PageComposer, _ region: Int) {
    for _ in 0..<page.random.integer(in: 10...80) {
      page.draw(
        .ellipse(centre: page.place(in: plot), radiusX: 1.3 * pen.width, radiusY: 1.3 * pen.width), gray: pen.gray,
        region: region)
    }
  }
}

/// Circles, polygons, ellipses and lines, some of them hatched or filled.
struct GeometricFigure: Figure {
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) {
    let extent = min(box.width, box.height)
    for _ in 0..<page.random.integer(in: 3...12) {
      let radius = extent * page.random.logUniform(in: 0.05...0.4)
      let centre = page.place(in: box.inset(by: min(radius, extent * 0.45)))
      let shape =
        page.random.happens(0.45)
        ? ellipsePoints(
          centre: centre, radiusX: radius,
          radiusY: radius * (page.random.happens(0.5) ? 1 : page.random.uniform(in: 0.3...1)))
        : page.polygon(around: centre, radius: radius)
      switch page.random.uniform() {
      case ..<0.12: page.draw(.polygon(shape), gray: page.random.uniform(in: 0...0.8), region: region)
      case ..<0.4:
        let spacing = max(2.5 * pen.width, radius * page.random.uniform(in: 0.06...0.25))
        let angle = page.random.uniform(in: 0...180)
        for degrees in page.random.happens(0.3) ? [angle, angle + 90] : [angle] {
          page.draw(hatching(shape, spacing, degrees, pen.scaled(by: 0.7)), gray: pen.gray, region: region)
        }
        fallthrough
      default:
        let dashes = page.random.happens(0.15) ? [5 * pen.width, 3 * pen.width] : []
        page.draw(shape, pen, isClosed: true, dashes: dashes, region: region)
      }
    }
    for _ in 0..<page.random.integer(in: 0...8) {
      page.draw(
        [page.place(in: box), page.place(in: box)], pen.scaled(by: page.random.uniform(in: 0.5...1.5)), region: region)
    }
  }

  private func hatching(_ shape: [Point], _ spacing: Double, _ degrees: Double, _ pen: Pen) -> Outline {
    hatch(shape, spacing: spacing, degrees: degrees).reduce(into: Outline()) {
      $0.append(.stroke($1, width: pen.width))
    }
  }
}

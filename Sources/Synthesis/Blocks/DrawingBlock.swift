/// A line drawing with or without frame and caption.
struct DrawingBlock: Block {
  private static let figures: [any Figure] = [
    GeometricFigure(), GraphFigure(), EngravingFigure(), OrnamentFigure(), ChartFigure(),
  ]

  /// Share of the column's height that is left; drawn unless given.
  var share: Double?

  func draw(in column: inout Column, on page: PageComposer) throws {
    let gap = page.body.leading * 0.4
    let height = column.height * (share ?? page.random.uniform(in: 0.2...0.5)) - 2 * gap
    guard height > 40, column.width > 40 else {
      column.y = column.bottom
      return
    }
    let box = Rectangle(x: column.x, y: column.y + gap, width: column.width, height: height)
    let pen = Pen(
      width: max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.25...2.5))),
      gray: page.random.happens(0.7) ? page.body.ink : page.random.uniform(in: 0...0.6))
    let region = page.truth.open(.drawing)
    if page.random.happens(0.3) { page.frame(box, thickness: pen.width, gray: pen.gray, region: region) }
    try page.random.element(of: Self.figures).draw(
      in: box.inset(by: min(box.width, box.height) * 0.05), pen: pen, on: page, region: region)
    column.y = box.maxY + gap
    if page.random.happens(0.5) { try CaptionBlock().draw(in: &column, on: page) }
    column.y += gap
  }
}

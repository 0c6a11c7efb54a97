/// A rule across a column or part of it: thin or thick, single, double, dotted or dashed.
struct RuleBlock: Block {
  func draw(in column: inout Column, on page: PageComposer) {
    let thickness = max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.25...4)))
    let gray = page.random.happens(0.8) ? page.body.ink : page.random.uniform(in: 0...0.7)
    let length = column.width * (page.random.happens(0.5) ? 1 : page.random.uniform(in: 0.15...0.9))
    let x = column.x + (column.width - length) * page.random.element(of: [0, 0.5])
    let dashes: [Double] =
      page.random.happens(0.7)
      ? [] : page.random.happens(0.5) ? [thickness, thickness * 2] : [thickness * 6, thickness * 3]
    column.y += page.body.leading * page.random.uniform(in: 0.3...0.7)
    guard column.height > 6 * thickness else { return }
    let region = page.truth.open(.rule)
    for _ in 0..<(page.random.happens(0.2) ? 2 : 1) {
      page.rule(
        from: Point(x: x, y: column.y), to: Point(x: x + length, y: column.y), thickness: thickness, gray: gray,
        dashes: dashes, region: region)
      column.y += 2.5 * thickness
    }
    column.y += page.body.leading * page.random.uniform(in: 0.3...0.7)
  }
}

/// A page with nothing on it, or only with a page number or a rule.
struct BlankLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    guard page.random.happens(0.3) else { return }
    var column = Column(page.bounds.inset(by: 0.05 * page.bounds.width))
    column.y += page.random.uniform(in: 0...0.9) * column.height
    if page.random.happens(0.5) {
      RuleBlock().draw(in: &column, on: page)
    } else {
      page.setLine(
        [String(page.random.integer(in: 1...999))], page.body, x: column.x, measure: column.width,
        baseline: column.y, alignment: page.random.element(of: [.left, .centred, .right]),
        region: page.truth.open(.pageNumber))
    }
  }
}

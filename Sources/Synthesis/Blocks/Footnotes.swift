/// Notes in small letters at the foot of a column, under a short rule.
struct Footnotes {
  /// Takes the foot of a column for notes.
  ///
  /// - Returns: The foot; `nil` where the column is too short for one.
  func reserve(in column: inout Column, on page: PageComposer) throws -> Column? {
    let height = page.body.leading * page.random.uniform(in: 3...7)
    guard column.height > 3 * height else { return nil }
    let foot = Column(
      Rectangle(x: column.x, y: column.bottom - height, width: column.width, height: height))
    column = Column(
      Rectangle(x: column.x, y: column.y, width: column.width, height: column.height - height))
    return foot
  }

  /// Fills the foot.
  func draw(in column: inout Column, on page: PageComposer) throws {
    let style = page.body.scaled(toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * 0.75))
    let region = page.truth.open(.rule)
    page.rule(
      from: Point(x: column.x, y: column.y), to: Point(x: column.x + column.width * 0.3, y: column.y),
      thickness: max(0.7, page.design.pixels(points: 0.5)), gray: style.ink, region: region)
    column.y += style.leading * 0.4
    var paragraph = ParagraphStyle(style, &page.random)
    (paragraph.indent, paragraph.spacing) = (0, 0)
    try page.fill(&column) { ParagraphBlock(style: style, paragraph: paragraph, kind: .footnote) }
  }
}

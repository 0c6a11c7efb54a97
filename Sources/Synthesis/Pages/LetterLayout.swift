/// A letter: a head, a date, a salutation, paragraphs, a closing and a signature, more often than not in a hand.
struct LetterLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    try page.setBody(for: .letter)
    var column = Column(page.design.frame)
    var paragraph = ParagraphStyle(page.body, &page.random)
    paragraph.alignment = .left
    if page.random.happens(0.4) { try head(in: &column, on: page) }
    lines(page.random.integer(in: 1...4), in: &column, on: page, alignment: page.random.element(of: [.left, .right]))
    column.y += page.body.leading
    lines(1, in: &column, on: page, alignment: .left)
    column.y += page.body.leading * 0.6
    // A page may end in the middle of a letter.
    let closing = page.random.happens(0.6) ? page.body.leading * page.random.uniform(in: 3...10) : 0
    var text = Column(
      Rectangle(x: column.x, y: column.y, width: column.width, height: column.height - closing))
    try page.fill(&text) { ParagraphBlock(style: page.body, paragraph: paragraph) }
    column.y = text.y
    guard closing > 0 else { return }
    column.y += page.body.leading * 0.6
    lines(1, in: &column, on: page, alignment: page.random.element(of: [.left, .right]))
    signature(in: &column, on: page)
  }

  /// A name in larger letters and a rule.
  private func head(in column: inout Column, on page: PageComposer) throws {
    let style = try page.style(for: .heading).scaled(by: page.random.uniform(in: 1.1...2))
    guard style.leading * 2 < column.height else { return }
    let region = page.truth.open(.letter)
    page.setLine(
      page.reader.phrase(page.random.integer(in: 1...4), &page.random), style, x: column.x, measure: column.width,
      baseline: column.y + style.ascent, alignment: page.random.element(of: [.left, .centred, .right]), region: region)
    column.y += style.ascent + style.descent * 1.5
    page.rule(
      from: Point(x: column.x, y: column.y), to: Point(x: column.x + column.width, y: column.y),
      thickness: max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.3...2))), gray: page.body.ink,
      region: region)
    column.y += page.body.leading
  }

  /// Short lines of an address, a date, a salutation or a closing.
  private func lines(_ count: Int, in column: inout Column, on page: PageComposer, alignment: Alignment) {
    let region = page.truth.open(.letter)
    for _ in 0..<count where column.height > page.body.leading {
      page.setLine(
        page.reader.phrase(page.random.integer(in: 2...5), &page.random), page.body, x: column.x,
        measure: column.width, baseline: column.y + page.body.ascent, alignment: alignment, region: region)
      column.y += page.body.leading
    }
  }

  /// A scribble of pen strokes.
  private func signature(in column: inout Column, on page: PageComposer) {
    let height = 3 * page.body.xHeight
    guard page.random.happens(0.6), column.height > 2 * height else { return }
    let width = min(column.width * 0.6, height * page.random.uniform(in: 2...5))
    let box = Rectangle(
      x: column.x + page.random.uniform() * (column.width - width), y: column.y + height * 0.4, width: width,
      height: height)
    let region = page.truth.open(.drawing)
    page.draw(
      .stroke(scribble(in: box, &page.random), width: max(1, height * page.random.uniform(in: 0.02...0.06))),
      gray: page.random.happens(0.5) ? page.body.ink : page.random.uniform(in: 0.1...0.5), region: region)
    column.y = box.maxY
  }
}

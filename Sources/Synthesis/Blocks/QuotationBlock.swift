/// A paragraph set narrower than the text around it, in italics or smaller, now and then in another ink.
struct QuotationBlock: Block {
  let paragraph: ParagraphStyle

  func draw(in column: inout Column, on page: PageComposer) throws {
    var style = page.body.scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * page.random.uniform(in: 0.8...1)))
    if page.random.happens(0.4), let italic = try page.shelf.companion(of: style.face, bold: false, italic: true) {
      style = style.with(italic)
    }
    if page.random.happens(0.4) { style.ink = PageComposer.inkGray(&page.random) }
    let inset = min(column.width * 0.2, style.size * page.random.uniform(in: 1...4))
    var inner = Column(
      Rectangle(x: column.x + inset, y: column.y, width: column.width - 2 * inset, height: column.height))
    try ParagraphBlock(style: style, paragraph: paragraph).draw(in: &inner, on: page)
    column.y = inner.y + page.body.leading * 0.5
  }
}

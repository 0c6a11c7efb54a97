/// Running text in columns with headings, lists, rules and notes, and on illustrated pages pictures.
struct TextLayout: PageLayout {
  let hasPictures: Bool

  func compose(_ page: PageComposer) throws {
    var area = page.design.frame
    drawPageNumber(on: page, &area)
    if page.random.happens(0.12) { try MarginalNotes().draw(beside: &area, on: page) }
    let paragraph = ParagraphStyle(page.body, &page.random)
    let hasBlocks = page.random.happens(0.75)
    let columns = page.columns(in: area)
    var picturesLeft = hasPictures ? page.random.integer(in: 1...3) : 0
    let pictured = page.random.below(columns.count)
    for (index, column) in columns.enumerated() {
      var column = column
      var notes: Column?
      if page.random.happens(0.12) { notes = try Footnotes().reserve(in: &column, on: page) }
      if picturesLeft > 0, index == pictured {
        if page.random.happens(0.5) {
          try ParagraphBlock(style: page.body, paragraph: paragraph).draw(in: &column, on: page)
        }
        try PictureBlock().draw(in: &column, on: page)
        picturesLeft -= 1
      }
      try page.fill(&column) {
        if picturesLeft > 0, page.random.happens(0.2) {
          picturesLeft -= 1
          return PictureBlock()
        }
        return hasBlocks ? block(on: page, paragraph) : ParagraphBlock(style: page.body, paragraph: paragraph)
      }
      if var notes { try Footnotes().draw(in: &notes, on: page) }
    }
  }

  private func block(on page: PageComposer, _ paragraph: ParagraphStyle) -> any Block {
    switch page.random.uniform() {
    case ..<0.69: ParagraphBlock(style: page.body, paragraph: paragraph)
    case ..<0.74: QuotationBlock(paragraph: paragraph)
    case ..<0.87: HeadingBlock()
    case ..<0.95: ListBlock()
    default: RuleBlock()
    }
  }

  /// A page number or running head, or both, above or below the text.
  private func drawPageNumber(on page: PageComposer, _ area: inout Rectangle) {
    guard page.random.happens(0.4) else { return }
    let style = page.body.scaled(toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * 0.9))
    let height = style.leading * page.random.uniform(in: 1.2...2.2)
    guard area.height > 3 * height else { return }
    let isAbove = page.random.happens(0.5)
    let region = page.truth.open(.pageNumber, turn: isAbove ? .text : .foot)
    var words = [Substring(String(page.random.integer(in: 1...999)))]
    if page.random.happens(0.4) { words += page.reader.phrase(page.random.integer(in: 1...4), &page.random) }
    let baseline = isAbove ? area.y + style.ascent : area.maxY - style.descent
    page.setLine(
      words, style, x: area.x, measure: area.width, baseline: baseline,
      alignment: page.random.element(of: [.left, .centred, .right]), region: region)
    if page.random.happens(0.3) {
      let y = isAbove ? area.y + style.ascent + style.descent * 1.3 : area.maxY - style.ascent - style.descent * 1.3
      page.rule(
        from: Point(x: area.x, y: y), to: Point(x: area.maxX, y: y),
        thickness: max(0.7, page.design.pixels(points: 0.5)),
        gray: page.body.ink, region: region)
    }
    area.height -= height
    if isAbove { area.y += height }
  }
}

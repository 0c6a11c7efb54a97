/// Tables with headings and some text between them.
struct TableLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    var column = Column(page.design.frame)
    let paragraph = ParagraphStyle(page.body, &page.random)
    if page.random.happens(0.5) { try HeadingBlock().draw(in: &column, on: page) }
    try TableBlock().draw(in: &column, on: page)
    try page.fill(&column) {
      switch page.random.uniform() {
      case ..<0.6: TableBlock()
      case ..<0.8: HeadingBlock()
      default: ParagraphBlock(style: page.body, paragraph: paragraph)
      }
    }
  }
}

/// Fields to fill in under headings, with a table or some text among them.
struct FormLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    var column = Column(page.design.frame)
    let paragraph = ParagraphStyle(page.body, &page.random)
    if page.random.happens(0.6) { try HeadingBlock().draw(in: &column, on: page) }
    try FormBlock().draw(in: &column, on: page)
    try page.fill(&column) {
      switch page.random.uniform() {
      case ..<0.62: FormBlock()
      case ..<0.8: HeadingBlock()
      case ..<0.88: TableBlock()
      case ..<0.94: RuleBlock()
      default: ParagraphBlock(style: page.body, paragraph: paragraph)
      }
    }
  }
}

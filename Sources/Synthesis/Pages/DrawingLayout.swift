/// Line drawings with some text.
struct DrawingLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    var column = Column(page.design.frame)
    let paragraph = ParagraphStyle(page.body, &page.random)
    try DrawingBlock(share: page.random.uniform(in: 0.4...1)).draw(in: &column, on: page)
    try page.fill(&column) {
      if page.random.happens(0.4) { return DrawingBlock() }
      return ParagraphBlock(style: page.body, paragraph: paragraph)
    }
  }
}

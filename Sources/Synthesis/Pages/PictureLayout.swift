/// A picture that takes up most of the page, with a few words.
struct PictureLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    var column = Column(page.random.happens(0.3) ? page.bounds : page.design.frame)
    let paragraph = ParagraphStyle(page.body, &page.random)
    if page.random.happens(0.3) { try HeadingBlock().draw(in: &column, on: page) }
    try PictureBlock(share: page.random.uniform(in: 0.6...1)).draw(in: &column, on: page)
    try page.fill(&column) { ParagraphBlock(style: page.body, paragraph: paragraph) }
  }
}

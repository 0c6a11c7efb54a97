/// A page of notes written by hand, plain or on ruled paper; where there are no characters to write with, a letter.
struct NotesLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    guard let hand = page.hand(xHeight: page.design.xHeight * page.random.uniform(in: 1...1.6)) else {
      return try LetterLayout().compose(page)
    }
    let area = page.design.frame
    if page.random.happens(0.3) {
      let region = page.truth.open(.rule)
      let gray = page.random.uniform(in: 0.3...0.8)
      var y = area.y + 2 * hand.xHeight
      while y < area.maxY {
        page.rule(
          from: Point(x: 0, y: y), to: Point(x: page.bounds.width, y: y),
          thickness: max(0.7, page.design.pixels(points: 0.4)),
          gray: gray, region: region)
        y += hand.leading
      }
    }
    var words: [Substring] = []
    let count = page.random.integer(in: 20...250)
    while words.count < count { words += page.reader.paragraph() }
    page.writeNote(in: area, hand, words: Array(words.prefix(count)))
  }
}

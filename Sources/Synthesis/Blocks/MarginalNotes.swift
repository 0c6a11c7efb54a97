/// Notes beside the text, in small letters or by hand.
struct MarginalNotes {
  /// Draws notes along one side of an area and takes that side from the area.
  func draw(beside area: inout Rectangle, on page: PageComposer) throws {
    let style = page.body.scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * page.random.uniform(in: 0.7...0.9)))
    let width = area.width * page.random.uniform(in: 0.15...0.28)
    guard width > 6 * style.size else { return }
    let isLeft = page.random.happens(0.5)
    let turn: TruthRecorder.ReadingTurn = isLeft ? .text : .beside
    let margin = Rectangle(
      x: isLeft ? area.x : area.maxX - width, y: area.y, width: width - style.size, height: area.height)
    area.width -= width
    if isLeft { area.x += width }
    let hand =
      page.random.happens(0.6) ? page.hand(xHeight: page.body.xHeight * page.random.uniform(in: 0.8...1.3)) : nil
    var y = margin.y + page.random.uniform(in: 0...0.4) * margin.height
    while y < margin.maxY {
      let height = min(margin.maxY - y, style.leading * page.random.uniform(in: 3...12))
      let box = Rectangle(
        x: isLeft ? margin.x : margin.x + style.size, y: y, width: margin.width, height: height)
      let words = page.reader.phrase(page.random.integer(in: 3...20), &page.random)
      if let hand {
        page.writeNote(in: box, hand, words: words, turn: turn)
      } else {
        set(words, style, in: box, turn: turn, on: page)
      }
      y += height + margin.height * page.random.uniform(in: 0.05...0.4)
    }
  }

  private func set(
    _ words: [Substring], _ style: TextStyle, in box: Rectangle, turn: TruthRecorder.ReadingTurn, on page: PageComposer
  ) {
    let region = page.truth.open(.marginalNote, turn: turn)
    let shaped = words.map { ShapedWord($0, style) }.filter { !$0.glyphs.isEmpty }
    let lines = breakLines(shaped, measure: box.width, limit: max(1, Int(box.height / style.leading)))
    for (index, line) in lines.enumerated() {
      page.set(
        line, x: box.x, measure: box.width, baseline: box.y + Double(index) * style.leading + style.ascent,
        alignment: .left, region: region)
    }
  }
}

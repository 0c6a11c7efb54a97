/// Till rolls side by side: narrow lines of one width with prices, dashes, a total and a bar code.
struct ReceiptLayout: PageLayout {
  func compose(_ page: PageComposer) throws {
    let frame = page.design.frame
    var x = frame.x
    while x < frame.maxX {
      try page.setBody(for: .receipt)
      var style = page.body
      style.leading = (style.ascent + style.descent) * page.random.uniform(in: 0.95...1.25)
      style.isTypographic = false
      let width = min(frame.width, style.size * page.random.uniform(in: 16...26))
      x += page.random.uniform(in: 0...0.3) * width
      guard x + width <= frame.maxX || x < frame.x + 0.3 * width else { return }
      drawRoll(style, x: x, width: width, on: page)
      x += width * 1.15
    }
  }

  private func drawRoll(_ style: TextStyle, x: Double, width: Double, on page: PageComposer) {
    let frame = page.design.frame
    let region = page.truth.open(.receipt)
    var y = frame.y
    func advance(_ factor: Double = 1) { y += style.leading * factor }
    func isFull() -> Bool { y + style.leading > frame.maxY }
    func centred(_ words: [Substring], _ style: TextStyle) {
      page.setLine(
        words, style, x: x, measure: width, baseline: y + style.ascent, alignment: .centred, region: region)
      y += style.leading
    }
    func separator() {
      let sign: Character = page.random.element(of: ["-", "=", "*", "."])
      let dash = ShapedWord(String(sign), style)
      guard dash.width > 1 else { return }
      page.setLine(
        [String(repeating: sign, count: max(1, Int(width / dash.width * 0.98)))], style, x: x, measure: width,
        baseline: y + style.ascent, region: region)
      advance()
    }
    let title = style.scaled(by: page.random.uniform(in: 1...1.8))
    centred(page.reader.phrase(page.random.integer(in: 1...2), &page.random), title)
    for _ in 0..<page.random.integer(in: 1...3) {
      centred(page.reader.phrase(page.random.integer(in: 2...4), &page.random), style)
    }
    separator()
    for _ in 0..<page.random.integer(in: 3...25) where !isFull() {
      item(page.reader.phrase(page.random.integer(in: 1...3), &page.random), style, page, x, width, y, region)
      advance()
    }
    separator()
    let total = page.random.happens(0.5) ? style.scaled(by: page.random.uniform(in: 1.2...1.8)) : style
    if !isFull() {
      item([page.random.element(of: ["TOTAL", "Total", "AMOUNT", "Sum"])], total, page, x, width, y, region)
      y += total.leading
    }
    separator()
    if page.random.happens(0.5), !isFull() { y = barCode(page, x, width, y + 0.4 * style.leading, style, region) }
    if !isFull() { centred(page.reader.phrase(3, &page.random), style) }
  }

  /// A line with a name at its left and a price at its right end.
  private func item(
    _ words: [Substring], _ style: TextStyle, _ page: PageComposer, _ x: Double, _ width: Double, _ y: Double,
    _ region: Int
  ) {
    let price = ShapedWord(TableText.price(&page.random), style)
    var places: [(word: ShapedWord, x: Double)] = []
    var pen = x
    for word in words.map({ ShapedWord($0, style) }) where !word.glyphs.isEmpty {
      guard pen + word.width < x + width - price.width - style.gap else { break }
      places.append((word, pen))
      pen += word.width + style.gap
    }
    places.append((price, x + width - price.width))
    page.draw(places.filter { !$0.word.glyphs.isEmpty }, baseline: y + style.ascent, region: region)
  }

  /// Bars of one to four modules and the number below them.
  ///
  /// - Returns: Where they end.
  private func barCode(
    _ page: PageComposer, _ x: Double, _ width: Double, _ y: Double, _ style: TextStyle, _ region: Int
  ) -> Double {
    let module = max(1, (width / 130).rounded())
    let height = style.leading * page.random.uniform(in: 1.5...4)
    var bars = Outline()
    var pen = x + width * 0.1
    while pen < x + width * 0.9 {
      let bar = module * Double(page.random.integer(in: 1...4))
      bars.append(.rectangle(Rectangle(x: pen.rounded(), y: y, width: bar, height: height)))
      pen += bar + module * Double(page.random.integer(in: 1...4))
    }
    page.draw(bars, gray: style.ink, region: region)
    let number = String((0..<13).map { _ in Character(String(page.random.below(10))) })
    page.setLine(
      [number], style, x: x, measure: width, baseline: y + height + 0.2 * style.leading + style.ascent,
      alignment: .centred, region: region)
    return y + height + 1.6 * style.leading
  }
}

/// Items with bullets, dashes, letters or numbers before them.
struct ListBlock: Block {
  private enum Mark: CaseIterable {
    case bullet, dash, number, letter, asterisk
  }

  func draw(in column: inout Column, on page: PageComposer) throws {
    let style = page.body
    let mark = page.random.element(of: Mark.allCases)
    let hasParenthesis = page.random.happens(0.4)
    let hang = style.size * page.random.uniform(in: 1.4...2.4)
    let first = page.random.integer(in: 1...9)
    let region = page.truth.open(.list)
    guard column.width > 4 * hang else { return }
    for item in 0..<page.random.integer(in: 2...7) {
      let sign =
        switch mark {
        case .bullet: "\u{2022}"
        case .dash: "\u{2013}"
        case .asterisk: "*"
        case .number: "\(first + item)" + (hasParenthesis ? ")" : ".")
        case .letter: String(UnicodeScalar(UInt8(97 + item))) + (hasParenthesis ? ")" : ".")
        }
      let words = page.reader.phrase(page.random.integer(in: 2...22), &page.random).map { ShapedWord($0, style) }
      let lines = breakLines(words.filter { !$0.glyphs.isEmpty }, measure: column.width - hang)
      for (index, line) in lines.enumerated() {
        let baseline = column.y + style.ascent
        guard baseline + style.descent <= column.bottom else {
          column.y = column.bottom
          return
        }
        var places: [(word: ShapedWord, x: Double)] = []
        let head = ShapedWord(sign, style)
        if index == 0, !head.glyphs.isEmpty { places.append((head, column.x)) }
        var x = column.x + max(hang, index == 0 ? head.width + style.gap : 0)
        for word in line.words {
          places.append((word, x))
          x += word.width + word.style.gap
        }
        page.draw(places, baseline: baseline, region: region)
        column.y += style.leading
      }
    }
    column.y += style.leading * 0.4
  }
}

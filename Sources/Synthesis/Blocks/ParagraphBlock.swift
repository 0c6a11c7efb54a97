import Randomness

/// How paragraphs of a page look.
struct ParagraphStyle {
  var alignment: Alignment
  /// Pixels that first lines begin further to the right.
  var indent: Double
  /// Pixels between paragraphs.
  var spacing: Double

  init(_ style: TextStyle, _ random: inout SeededRandom) {
    alignment = random.choice(of: Alignment.allCases) {
      [.justified: 55, .left: 38, .centred: 4, .right: 3][$0] ?? 0
    }
    indent = random.happens(0.5) ? random.uniform(in: 0.8...3) * style.size : 0
    spacing = indent > 0 && random.happens(0.7) ? 0 : random.uniform(in: 0.3...1.2) * style.leading
  }
}

/// A paragraph of running text.
struct ParagraphBlock: Block {
  var style: TextStyle
  var paragraph: ParagraphStyle
  var kind = RegionKind.paragraph

  func draw(in column: inout Column, on page: PageComposer) throws {
    let words = try shape(page.reader.paragraph(), on: page)
    let room = Int(max(1, (column.height / style.leading).rounded(.up)))
    let lines = breakLines(words, measure: column.width, indent: paragraph.indent, limit: room)
    let region = page.truth.open(kind)
    for (index, line) in lines.enumerated() {
      let baseline = column.y + style.ascent
      guard baseline + style.descent <= column.bottom else {
        column.y = column.bottom
        return
      }
      page.set(
        line, x: column.x, measure: column.width, indent: index == 0 ? paragraph.indent : 0, baseline: baseline,
        alignment: paragraph.alignment, region: region)
      column.y += style.leading
    }
    column.y += paragraph.spacing
  }

  /// Shapes the words, now and then some of them in the family's bold or italic.
  private func shape(_ words: [Substring], on page: PageComposer) throws -> [ShapedWord] {
    var emphasis: (range: Range<Int>, style: TextStyle)?
    if page.random.happens(0.2) {
      let isBold = page.random.happens(0.4)
      if let face = try page.shelf.companion(of: style.face, bold: isBold, italic: !isBold) {
        let start = page.random.below(words.count)
        let end = min(words.count, start + page.random.integer(in: 1...6))
        emphasis = (start..<end, style.with(face))
      }
    }
    return words.enumerated().map { index, word in
      ShapedWord(word, emphasis.flatMap { $0.range.contains(index) ? $0.style : nil } ?? style)
    }.filter { !$0.glyphs.isEmpty }
  }
}

import Imaging
import PageText

/// A page of one block a list of paragraphs, each a list of lines, each words between blanks.
///
/// A character is 8 pixels wide and 12 high, a line 20 below the other, and may also be a `?`. A glyph of several
/// characters is written between brackets: `of[fi]ce`.
func samplePage(_ blocks: [[[String]]], width: Int = 400, height: Int = 300) -> PageText {
  var row = 10
  let blocks = blocks.map { paragraphs in
    TextBlock(
      paragraphs: paragraphs.map { lines in
        TextParagraph(
          lines: lines.map { line in
            defer { row += 20 }
            return sampleLine(line, row: row)
          })
      })
  }
  return PageText(width: width, height: height, blocks: blocks)
}

/// A line of text at a row.
private func sampleLine(_ text: String, row: Int) -> TextLine {
  var column = 20
  let words = text.split(separator: " ").map { word in
    defer { column += 8 }
    return TextWord(
      characters: glyphs(of: word).map { glyph in
        defer { column += 8 }
        let candidates = [
          TextCharacter.Candidate(text: glyph, probability: 0.75), TextCharacter.Candidate(text: "?", probability: 0.2),
        ]
        return TextCharacter(
          box: PixelBox(x: column, y: row, width: 8, height: 12), text: glyph, candidates: candidates)
      })
  }
  let last = Double(row + 11)
  return TextLine(words: words, baseline: TextLine.Baseline(left: last, right: last - 1), xHeight: 7)
}

/// The scalars of a word; those between brackets together.
private func glyphs(of word: Substring) -> [String] {
  var glyphs: [String] = []
  var together: String?
  for scalar in word.unicodeScalars {
    switch (scalar, together) {
    case ("[", nil): together = ""
    case ("]", let glyph?):
      glyphs.append(glyph)
      together = nil
    case (_, let glyph?): together = glyph + String(scalar)
    case (_, nil): glyphs.append(String(scalar))
    }
  }
  return glyphs
}

/// A file of pages as a format writes it.
func written(
  _ pages: [PageText], as format: TextFormat, joinsHyphens: Bool = false, document: String = "scan.tif"
) -> String {
  let writer = format.writer(joinsHyphens: joinsHyphens)
  let places = (1...max(1, pages.count)).map { PagePlace(document: document, page: $0) }
  let body = zip(pages, places).flatMap { writer.page($0, at: $1) }
  return String(decoding: writer.beginning(of: document) + body + writer.end, as: UTF8.self)
}

/// A page that holds what formats have to take care of: markup, quotes, controls, tabs and an accent of its own.
let awkwardPage = samplePage([[["A&B <b> \"q\" it's", "x\u{1}y a\tb"], ["e\u{301}[fi] [a\u{C}b] \u{2028}\u{FFFF}"]]])

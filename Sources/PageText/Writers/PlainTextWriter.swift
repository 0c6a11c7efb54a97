/// Writes lines, with an empty line between paragraphs and blocks and a form feed between pages.
struct PlainTextWriter: TextWriter {
  /// Whether words that are divided at line ends are joined.
  let joinsHyphens: Bool

  func page(_ text: PageText, at place: PagePlace) -> [UInt8] {
    var written = WrittenText()
    if place.number > 1 { written.write("\u{0C}") }
    var isFirst = true
    for paragraph in text.blocks.flatMap(\.paragraphs) {
      if !isFirst { written.write("\n") }
      isFirst = false
      let lines = paragraph.lines.map { $0.words.map(\.text) }
      for line in joinsHyphens ? joiningHyphens(lines) : lines {
        written.writeShown(line.joined(separator: " "))
        written.write("\n")
      }
    }
    return written.bytes
  }
}

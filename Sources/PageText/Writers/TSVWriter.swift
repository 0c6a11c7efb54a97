import Imaging

/// Writes the table that Tesseract writes: a line for every page, block, paragraph, line and word, twelve columns.
///
/// Numbers start from 1 within what is around; a level's own columns below it are 0. The last columns are the box, how
/// sure a word is in percent, -1 for all else, and the word.
struct TSVWriter: TextWriter {
  private static let heads = [
    "level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top", "width", "height", "conf",
    "text",
  ]

  func beginning(of document: String?) -> [UInt8] { Array((Self.heads.joined(separator: "\t") + "\n").utf8) }

  func page(_ text: PageText, at place: PagePlace) -> [UInt8] {
    var written = WrittenText()
    func row(_ numbers: [Int], _ box: PixelBox, confidence: String = "-1", text: String = "") {
      let places = [numbers.count] + numbers + Array(repeating: 0, count: 5 - numbers.count)
      let cells = places + [box.x, box.y, box.width, box.height]
      written.write(cells.map(String.init).joined(separator: "\t") + "\t\(confidence)\t")
      written.writeShown(text)
      written.write("\n")
    }
    let page = place.number
    row([page], PixelBox(x: 0, y: 0, width: text.width, height: text.height))
    for (block, b) in zip(text.blocks, 1...) {
      row([page, b], block.box)
      for (paragraph, p) in zip(block.paragraphs, 1...) {
        row([page, b, p], paragraph.box)
        for (line, l) in zip(paragraph.lines, 1...) {
          row([page, b, p, l], line.box)
          for (word, w) in zip(line.words, 1...) {
            row(
              [page, b, p, l, w], word.box, confidence: share(word.confidence, of: 100, decimals: 6), text: word.text)
          }
        }
      }
    }
    return written.bytes
  }
}

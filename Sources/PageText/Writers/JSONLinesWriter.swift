import Imaging

/// Writes a JSON object a character, each on a line of its own: where it stands and what it may be.
///
/// Block, paragraph, line and word are numbered as in Tesseract's table, so that the two can be joined; the page is that
/// of the document.
public struct JSONLinesWriter: TextWriter {
  /// Makes a writer.
  public init() {}

  /// A line a character.
  public func page(_ text: PageText, at place: PagePlace) -> [UInt8] {
    var written = WrittenText()
    let document = "{\"document\":\(quoted(place.document)),\"page\":\(place.page)"
    for (block, b) in zip(text.blocks, 1...) {
      for (paragraph, p) in zip(block.paragraphs, 1...) {
        for (line, l) in zip(paragraph.lines, 1...) {
          for (word, w) in zip(line.words, 1...) {
            let start = "\(document),\"block\":\(b),\"paragraph\":\(p),\"line\":\(l),\"word\":\(w)"
            for character in word.characters { write(character, after: start, to: &written) }
          }
        }
      }
    }
    return written.bytes
  }

  private func write(_ character: TextCharacter, after start: String, to written: inout WrittenText) {
    let box = character.box
    written.write("\(start),\"box\":{\"x\":\(box.x),\"y\":\(box.y),\"width\":\(box.width),\"height\":\(box.height)}")
    written.write(",\"text\":\(quoted(character.text)),\"candidates\":[")
    let candidates = character.candidates.map {
      "{\"text\":\(quoted($0.text)),\"probability\":\(share($0.probability, decimals: 6))}"
    }
    written.write(candidates.joined(separator: ",") + "]}\n")
  }

  /// A text as a JSON string. What some readers take for the end of a line is escaped too, though JSON has it otherwise.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}

import Imaging
import PageText

extension Collection<TextCharacter> {
  /// The mean of the probabilities of what they are read as; 0 where there is none.
  var meanProbability: Double { isEmpty ? 0 : reduce(0) { $0 + $1.probability } / Double(count) }
}

extension TextLine {
  /// Its characters in order.
  fileprivate var characters: [TextCharacter] { words.flatMap(\.characters) }
}

extension PageText {
  /// The share of a line's box that may be picture before it is doubted.
  private static let mostPicture = 0.5
  /// A doubted line has so many characters at least.
  private static let fewestInPicture = 3
  /// A doubted line is read with this mean probability at least.
  private static let leastInPicture = 0.85

  /// The mean of the probabilities of its characters; 0 where there is none.
  var confidence: Double { lines.flatMap(\.characters).meanProbability }

  /// Takes lines away that lie in pictures for the most part and are not read surely: a picture may have text in it, and
  /// what was taken for a picture may be text, but edges and dots of pictures look like a few letters.
  mutating func removeUnsureLines(in pictures: PictureArea) {
    func isText(_ line: TextLine) -> Bool {
      pictures.share(of: line.box) <= Self.mostPicture
        || line.characters.count >= Self.fewestInPicture && line.characters.meanProbability >= Self.leastInPicture
    }
    blocks = blocks.compactMap { block in
      let paragraphs = block.paragraphs.compactMap { paragraph in
        let lines = paragraph.lines.filter(isText)
        return lines.isEmpty ? nil : TextParagraph(lines: lines)
      }
      return paragraphs.isEmpty ? nil : TextBlock(paragraphs: paragraphs)
    }
  }
}

import Imaging
import PageText
import Testing

@testable import TextRecognition

/// Edges and dots of pictures are no text; text in pictures is.
@Suite struct PictureTextTests {
  /// The lower half of a page of 100×100 pixels.
  private let pictures = PictureArea(squares: [false, false, true, true], width: 2, squareSize: 50)

  private func line(y: Int, _ text: String, probability: Double) -> TextLine {
    let characters = text.enumerated().map { place, character in
      TextCharacter(
        box: PixelBox(x: 10 + 8 * place, y: y, width: 6, height: 8), text: String(character),
        candidates: [.init(text: String(character), probability: probability)])
    }
    return TextLine(words: [TextWord(characters: characters)], baseline: .init(left: 0, right: 0), xHeight: 6)
  }

  private func kept(_ lines: TextLine...) -> [String] {
    var text = PageText(
      width: 100, height: 100, blocks: lines.map { TextBlock(paragraphs: [TextParagraph(lines: [$0])]) })
    text.removeUnsureLines(in: pictures)
    #expect(text.blocks.allSatisfy { !$0.paragraphs.isEmpty })
    return text.lines.map(\.text)
  }

  @Test func onlyUnsureLinesInPicturesGo() {
    #expect(
      kept(
        line(y: 10, "unsure", probability: 0.7), line(y: 60, "doubtful", probability: 0.7),
        line(y: 70, "caption", probability: 0.95), line(y: 80, "of", probability: 0.95)) == ["unsure", "caption"])
  }

  @Test func aPictureAloneHasNoText() {
    #expect(kept(line(y: 60, "lll", probability: 0.6)).isEmpty)
  }
}

import Imaging
import Testing

@testable import PageCleaning

/// Letters that cleaning left pale become black where a page has one ink, whatever else on it is black.
@Suite struct PaleLettersTests {
  /// A cleaned page whose letters are as deep as said, with a black stain's rest at its lower edge.
  private func page(_ depth: (_ x: Int, _ y: Int) -> Double) -> GrayImage {
    var page = GrayImage(width: LetterGrid.width, height: LetterGrid.height)
    LetterGrid.forEachLetter { x, y in page.drawLetter(depth(x, y), x: x, y: y) }
    page.fill(PixelBox(x: 40, y: 308, width: 440, height: 8)) { _, _ in 0 }
    return page
  }

  private func deepened(_ page: GrayImage) throws -> GrayImage? {
    let ink = try #require(FaintInk(page))
    #expect(ink.factor == 1)
    return PaleLetters(page, ink: ink).map { page.deepened(by: $0.depths) }
  }

  private func gray(ofLetterAtX x: Int, y: Int, in page: GrayImage) -> UInt16 {
    page.samples[(y + 6) * page.width + x + 4]
  }

  @Test func lettersOfOneInkBecomeBlackBesideBlackDirt() throws {
    let black = try #require(try deepened(page { _, _ in 0.5 }))
    LetterGrid.forEachLetter { x, y in
      #expect(gray(ofLetterAtX: x, y: y, in: black) < 2_000, "at \(x), \(y)")
      #expect(black.samples[(y + 14) * black.width + x + 4] == GrayImage.white)
    }
  }

  @Test func unevenInkBecomesBlackEverywhere() throws {
    let black = try #require(try deepened(page { x, _ in 0.95 - 0.6 * Double(x) / Double(LetterGrid.width) }))
    LetterGrid.forEachLetter { x, y in #expect(gray(ofLetterAtX: x, y: y, in: black) < 15_000, "at \(x), \(y)") }
  }

  @Test func pencilBesidePrintStaysPencil() throws {
    #expect(try deepened(page { _, y in y < 160 ? 0.95 : 0.4 }) == nil)
    #expect(try deepened(page { _, y in y < 80 ? 0.95 : 0.4 }) == nil)
    // A note at the foot is too little to speak of two inks, and stays as well.
    let noted = page { _, y in y < 280 ? 0.95 : 0.4 }
    let left = try deepened(noted) ?? noted
    #expect(gray(ofLetterAtX: 300, y: 290, in: left) > 30_000)
  }

  @Test func blackLettersStayAsTheyAre() throws {
    #expect(try deepened(page { _, _ in 0.93 }) == nil)
  }
}

import Imaging
import Testing

@testable import PageCleaning

/// Ink that networks make paler than it was is shown to them in black.
@Suite struct FaintPageTests {
  /// Strokes on paper.
  private func page(ink: UInt16, paper: UInt16) -> GrayImage {
    var page = GrayImage(width: 200, height: 160, filledWith: paper)
    for x in stride(from: 20, to: 160, by: 20) {
      for row in 60..<90 { for column in x..<x + 4 { page.samples[row * page.width + column] = ink } }
    }
    return page
  }

  @Test func inkThatBecamePalerIsMadeBlackOnWhitePaper() throws {
    let after = page(ink: 54_000, paper: GrayImage.white)
    let inked = try #require(FaintPage.inked(before: page(ink: 40_000, paper: 50_000), after: after)).page
    for (made, wanted) in zip(inked.samples, page(ink: 0, paper: GrayImage.white).samples) {
      #expect(abs(Int(made) - Int(wanted)) < 1_000)
    }
  }

  @Test func faintInkOnEvenPaperIsMadeBlackHoweverDarkItBecame() throws {
    let before = page(ink: 40_000, paper: 50_000)
    let inked = try #require(FaintPage.inked(before: before, after: page(ink: 0, paper: GrayImage.white))).page
    #expect(inked.samples[70 * 200 + 22] < 1_000)
    #expect(inked.samples[10 * 200 + 10] > 64_000)
  }

  @Test func faintInkBesideAShadeStaysAsItIs() {
    var before = page(ink: 40_000, paper: 50_000)
    for row in 110..<125 { for column in 20..<60 { before.samples[row * 200 + column] = 46_000 } }
    #expect(FaintPage.inked(before: before, after: page(ink: 0, paper: GrayImage.white)) == nil)
  }

  @Test func faintInkBesideAPictureIsMadeBlackAndThePictureStays() throws {
    let squareSize = 4
    let size = (width: 400 / squareSize, height: 300 / squareSize)
    let squares = (0..<size.width * size.height).map { $0 / size.width >= 50 && (20..<60).contains($0 % size.width) }
    let pictures = PictureArea(squares: squares, width: size.width, squareSize: squareSize)
    var before = letters(edge: 1)
    var after = before
    after.samples = before.samples.map { $0 < 60_000 ? 0 : GrayImage.white }
    for row in 200..<300 {
      for column in 80..<240 {
        before.samples[row * 400 + column] = UInt16(10_000 + 100 * column)
        after.samples[row * 400 + column] = UInt16(20_000 + 100 * row)
      }
    }
    let inked = try #require(FaintPage.inked(before: before, after: after, outside: pictures)).page
    #expect(inked.samples[25 * 400 + 22] < 1_000)
    for row in 200..<300 {
      let places = row * 400 + 80..<row * 400 + 240
      #expect(inked.samples[places] == before.samples[places])
    }
  }

  @Test func blackInkStaysAsItIs() {
    #expect(
      FaintPage.inked(before: page(ink: 0, paper: 50_000), after: page(ink: 2_000, paper: GrayImage.white)) == nil)
  }

  @Test func anEmptyPageStaysAsItIs() {
    let sheet = GrayImage(width: 200, height: 160, filledWith: 50_000)
    #expect(FaintPage.inked(before: sheet, after: GrayImage(width: 200, height: 160)) == nil)
  }

  // MARK: Too little light

  @Test func anUnderexposedPageIsBrightened() {
    let exposed = page(ink: 3_000, paper: 20_000).exposed
    #expect(exposed.samples[10 * 200 + 10] > 60_000)
    #expect((8_000...11_000).contains(exposed.samples[70 * 200 + 22]))
  }

  @Test func aPageWithLightEnoughStaysAsItIs() {
    let page = page(ink: 0, paper: 42_000)
    #expect(page.exposed == page)
    let black = GrayImage(width: 20, height: 20, filledWith: 0)
    #expect(black.exposed == black)
  }

  // MARK: Letters taken beside something darker

  /// Rows of letters with a black stain, their left edges as wide as told.
  private func letters(edge: Int) -> GrayImage {
    var page = GrayImage(width: 400, height: 300, filledWith: 60_000)
    for y in stride(from: 20, to: 180, by: 20) {
      for x in stride(from: 20, to: 380, by: 15) {
        for row in y..<y + 10 {
          for column in x..<x + 4 + edge {
            page.samples[row * page.width + column] = UInt16(60_000 - 12_000 * min(column - x + 1, edge) / edge)
          }
        }
      }
    }
    return page
  }

  private func withStain(_ page: GrayImage) -> GrayImage {
    var page = page
    for row in 220..<270 { for column in 100..<160 { page.samples[row * page.width + column] = 0 } }
    return page
  }

  private let emptied = GrayImage(width: 400, height: 300)

  @Test func faintLettersThatWereAllTakenAreMadeBlack() throws {
    let inked = try #require(FaintPage.inked(before: withStain(letters(edge: 1)), after: withStain(emptied))).page
    #expect(inked.samples[25 * 400 + 22] < 1_000)
    #expect(inked.samples[10 * 400 + 10] > 64_000)
  }

  @Test func whatShinesThroughThePaperStaysAway() {
    #expect(FaintPage.inked(before: withStain(letters(edge: 6)), after: withStain(emptied)) == nil)
  }

  @Test func faintLettersOfWhichHalfWereTakenAreMadeBlack() throws {
    let before = letters(edge: 1)
    let inked = try #require(FaintPage.inked(before: before, after: withUpperHalfTaken(before))).page
    #expect(inked.samples[25 * 400 + 22] < 1_000)
  }

  @Test func whatShinesThroughBesideLettersThatWereKeptStaysAway() {
    var before = letters(edge: 1)
    for place in 0..<100 * 400 { before.samples[place] = 60_000 - (60_000 - before.samples[place]) * 2 / 5 }
    #expect(FaintPage.inked(before: before, after: withUpperHalfTaken(before)) == nil)
  }

  /// The page as a network leaves it that takes the letters of its upper half for what shines through, and makes the others black.
  private func withUpperHalfTaken(_ page: GrayImage) -> GrayImage {
    var page = page
    page.samples = page.samples.enumerated().map { $0 >= 100 * 400 && $1 < 60_000 ? 0 : GrayImage.white }
    return page
  }
}

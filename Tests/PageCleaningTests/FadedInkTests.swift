import Imaging
import Testing

@testable import PageCleaning

/// Ink that fades over a page is followed to where networks took it, and made black everywhere.
@Suite struct FadedInkTests {
  private static let (width, height, paper) = (LetterGrid.width, LetterGrid.height, UInt16(52_000))
  /// What is deeper is left by the networks.
  private static let kept = 0.25

  /// A page whose letters are as deep as said, 0 to 1, and what networks leave of it.
  private func page(_ depth: (_ x: Int, _ y: Int) -> Double) -> (before: GrayImage, after: GrayImage) {
    var before = GrayImage(width: Self.width, height: Self.height, filledWith: Self.paper)
    var after = GrayImage(width: Self.width, height: Self.height)
    LetterGrid.forEachLetter { x, y in
      let depth = depth(x, y)
      before.drawLetter(depth, x: x, y: y, paper: Self.paper)
      if depth >= Self.kept { after.drawLetter(depth, x: x, y: y) }
    }
    return (before, after)
  }

  private func faded(_ page: (before: GrayImage, after: GrayImage)) throws -> FadedInk? {
    let paper = try #require(PaperMap(before: page.before, after: page.after))
    return FadedInk(before: page.before, after: page.after, paper: paper)
  }

  /// From near black at the left to a tenth at the right.
  private func fading(x: Int, y: Int) -> Double { 0.8 - 0.7 * Double(x) / Double(Self.width) }

  @Test func inkThatFadesFromLetterToLetterIsBlackEverywhere() throws {
    let page = page(fading)
    let black = try #require(FaintPage.inked(before: page.before, after: page.after)).page
    LetterGrid.forEachLetter { x, y in
      #expect(black.samples[(y + 6) * Self.width + x + 4] < 20_000, "at \(x), \(y)")
      #expect(black.samples[(y + 14) * Self.width + x + 4] > 64_000)
    }
  }

  @Test func inkThatFadesFromLineToLineIsFollowedAsWell() throws {
    let page = page { _, y in 0.8 - 0.7 * Double(y) / Double(Self.height) }
    #expect(try faded(page) != nil)
  }

  @Test func onAPageOfGrainItIsNotFollowed() throws {
    let page = page(fading)
    func isBlack(isMottled: Bool) -> Bool {
      let inked = FaintPage.inked(before: page.before, after: page.after, isMottled: isMottled)?.page ?? page.before
      return inked.samples[26 * Self.width + 570 + 4] < 20_000
    }
    #expect(isBlack(isMottled: false))
    #expect(!isBlack(isMottled: true))
  }

  @Test func picturesStayAsTheyAre() throws {
    let page = page(fading)
    let squares = (0..<60 * 32).map { $0 % 60 >= 30 }
    let pictures = PictureArea(squares: squares, width: 60, squareSize: 10)
    let black = try #require(FaintPage.inked(before: page.before, after: page.after, outside: pictures)).page
    for y in 0..<Self.height {
      let places = y * Self.width + 300..<(y + 1) * Self.width
      #expect(black.samples[places] == page.before.samples[places])
    }
  }

  @Test func printThatShowsThroughBesideDarkPrintIsNoInk() throws {
    #expect(try faded(page { x, _ in x < 300 ? 0.8 : 0.15 }) == nil)
    #expect(try faded(page { x, y in y / 30 % 2 == 0 ? 0.8 : 0.15 }) == nil)
  }

  @Test func aPageThatLostNothingHasNotFaded() throws {
    #expect(try faded(page { x, _ in 0.9 - 0.6 * Double(x) / Double(Self.width) }) == nil)
  }

  @Test func inkAmongGrainOfItsStrengthIsNotFollowed() throws {
    var page = page(fading)
    for y in stride(from: 1, to: Self.height - 2, by: 6) {
      for x in stride(from: 1, to: Self.width - 2, by: 6) {
        for place in [y * Self.width + x, (y + 1) * Self.width + x + 1] where page.before.samples[place] == Self.paper {
          page.before.samples[place] = UInt16(0.85 * Double(Self.paper))
        }
      }
    }
    #expect(try faded(page) == nil)
  }
}

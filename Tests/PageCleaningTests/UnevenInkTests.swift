import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Strokes of faint ink some pixels of which are several times as deep as others become black as a whole.
@Suite struct UnevenInkTests {
  private static let (width, height, paper) = (LetterGrid.width, LetterGrid.height, UInt16(52_000))
  /// What is deeper is left by the networks.
  private static let kept = 0.2

  /// Letters as deep as said, 0 to 1.
  private func letters(_ depth: Double, paper: UInt16 = paper) -> GrayImage {
    var page = GrayImage(width: Self.width, height: Self.height, filledWith: paper)
    LetterGrid.forEachLetter { x, y in page.drawLetter(depth, x: x, y: y, paper: paper) }
    return page
  }

  /// Letters each of whose pixels is as deep as chance has it, most of them a tenth and some nearly a half, on paper of some grain, and what
  /// networks leave of them.
  private func uneven(times deep: Double = 1, grain: Double = 0.002) -> (before: GrayImage, after: GrayImage) {
    var random = SeededRandom(seed: 1)
    let black = letters(1)
    var before = GrayImage(width: Self.width, height: Self.height)
    var after = before
    for place in black.samples.indices {
      let isInk = black.samples[place] == 0
      let chance = random.uniform()
      let depth = isInk ? deep * (0.08 + 0.35 * chance * chance * chance) : abs(random.normal()) * grain
      before.samples[place] = UInt16(Double(Self.paper) * max(0, 1 - depth))
      if isInk, depth >= Self.kept { after.samples[place] = 0 }
    }
    return (before, after)
  }

  private func found(_ page: (before: GrayImage, after: GrayImage)) throws -> UnevenInk? {
    let paper = try #require(PaperMap(before: page.before, after: page.after))
    return UnevenInk(before: page.before, after: page.after, paper: paper)
  }

  @Test func mostOfTheInkBecomesBlackAndPaperWhite() throws {
    let page = uneven()
    let inked = try #require(FaintPage.inked(before: page.before, after: page.after))
    #expect(inked.isUneven)
    let black = letters(1)
    let ink = black.samples.indices.filter { black.samples[$0] == 0 }
    #expect(ink.count { inked.page.samples[$0] < GrayImage.white / 2 } > ink.count * 6 / 10)
    #expect(black.samples.indices.allSatisfy { black.samples[$0] == 0 || inked.page.samples[$0] > 60_000 })
  }

  @Test func inkThatIsEvenIsNot() throws {
    let page = letters(0.2)
    let inked = try #require(FaintPage.inked(before: page, after: letters(1, paper: GrayImage.white)))
    #expect(!inked.isUneven)
    #expect(try found((page, letters(1, paper: GrayImage.white))) == nil)
  }

  @Test func strokesOutOfFocusAreNotUneven() throws {
    var page = uneven()
    for _ in 0..<3 { page.before = page.before.smoothed }
    #expect(try found(page) == nil)
  }

  @Test func lettersOfTwoInksAreNotUneven() throws {
    var page = letters(0.2)
    LetterGrid.forEachLetter { x, y in
      if (x - 20) / 14 % 8 < 4 { page.drawLetter(0.4, x: x, y: y, paper: Self.paper) }
    }
    #expect(try found((page, letters(1, paper: GrayImage.white))) == nil)
  }

  @Test func inkThatIsDarkHasNotFaded() throws {
    #expect(try found(uneven()) != nil)
    #expect(try found(uneven(times: 2.2)) == nil)
  }

  @Test func onGrainThatIsNearlyAsDeepNothingIsSaid() throws {
    #expect(try found(uneven(grain: 0.05)) == nil)
  }
}

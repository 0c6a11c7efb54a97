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
    let inked = try #require(FaintPage.inked(before: page(ink: 40_000, paper: 50_000), after: after))
    for (made, wanted) in zip(inked.samples, page(ink: 0, paper: GrayImage.white).samples) {
      #expect(abs(Int(made) - Int(wanted)) < 1_000)
    }
  }

  @Test func inkThatBecameDarkerStaysAsItIs() {
    let before = page(ink: 40_000, paper: 50_000)
    #expect(FaintPage.inked(before: before, after: page(ink: 40_000, paper: GrayImage.white)) == nil)
  }

  @Test func blackInkStaysAsItIs() {
    #expect(
      FaintPage.inked(before: page(ink: 0, paper: 50_000), after: page(ink: 2_000, paper: GrayImage.white)) == nil)
  }

  @Test func anEmptyPageStaysAsItIs() {
    let sheet = GrayImage(width: 200, height: 160, filledWith: 50_000)
    #expect(FaintPage.inked(before: sheet, after: GrayImage(width: 200, height: 160)) == nil)
  }
}

import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Grain that networks leave becomes paper where a smoothed page shows paper, and print never does.
@Suite struct MottleTests {
  private static let size = (width: 320, height: 240)

  /// Letters in rows: strokes of 4 by 20 pixels.
  private static let letters = (0..<60).map {
    PixelBox(x: 20 + $0 % 12 * 24, y: 20 + $0 / 12 * 40, width: 4, height: 20)
  }

  private func page(letters gray: UInt16 = 0) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height)
    for letter in Self.letters { page.fill(letter) { _, _ in gray } }
    return page
  }

  /// The page with gray grains of a pixel, some hundred, that touch no letter.
  private func grained(_ page: GrayImage) -> GrayImage {
    var (page, random) = (page, SeededRandom(seed: 7))
    for _ in 0..<1500 {
      let (x, y) = (random.below(page.width), random.below(page.height))
      let touchesLetter = Self.letters.contains {
        ($0.x - 3..<$0.maxX + 3).contains(x) && ($0.y - 3..<$0.maxY + 3).contains(y)
      }
      if !touchesLetter { page.samples[y * page.width + x] = 40_000 }
    }
    return page
  }

  /// What is found on a page that was on paper of a grain.
  private func found(
    _ page: GrayImage, grain: UInt16 = 8_000, reduction: Int = 1, outside pictures: PictureArea? = nil
  ) -> Mottle? {
    var before = page
    for place in before.samples.indices where place % 2 == 0 {
      before.samples[place] -= min(before.samples[place], grain)
    }
    return Mottle(on: page, before: before, reduction: reduction, outside: pictures)
  }

  @Test func grainGoesWhereTheSmoothedPageHasNone() throws {
    let clean = page()
    let mottle = try #require(found(grained(clean)))
    #expect(mottle.removed(by: clean) == clean)
    // What is dark there as well stays, and so does what touches it.
    var half = clean
    half.fill(PixelBox(x: 0, y: 0, width: 160, height: 240)) { x, y in grained(clean).samples[y * 320 + x] / 2 }
    let removed = try #require(mottle.removed(by: half))
    #expect(removed.samples.indices.allSatisfy { $0 % 320 > 158 || removed.samples[$0] == grained(clean).samples[$0] })
    #expect(removed.samples.indices.allSatisfy { $0 % 320 < 162 || removed.samples[$0] == clean.samples[$0] })
  }

  @Test func pagesWithoutGrainAreNotLookedAtTwice() {
    #expect(found(page()) == nil)
    #expect(found(page(letters: 40_000)) == nil)
    #expect(found(grained(page()), grain: 800) == nil)
    var blurred = page()
    for _ in 0..<20 { blurred = blurred.smoothed }
    #expect(found(blurred) == nil)
    let everywhere = PictureArea(squares: Array(repeating: true, count: 20 * 15), width: 20, squareSize: 16)
    #expect(found(grained(page()), outside: everywhere) == nil)
  }

  @Test func aLetterThatOnlyTheSmoothedPageLostStays() throws {
    let mottle = try #require(found(grained(page())))
    var without = page()
    without.fill(Self.letters[5]) { _, _ in GrayImage.white }
    #expect(mottle.removed(by: without) == page())
  }

  @Test func aSmoothedPageThatLostManyIsNotTrusted() throws {
    let mottle = try #require(found(grained(page(letters: 30_000))))
    #expect(mottle.removed(by: page(letters: 30_000)) != nil)
    var without = page(letters: 30_000)
    for letter in Self.letters.prefix(6) { without.fill(letter) { _, _ in GrayImage.white } }
    #expect(mottle.removed(by: without) == nil)
  }

  @Test(arguments: [(UInt16(42_000), false), (5_000, true)]) func faintLettersMayNotBecomePaler(
    gray: UInt16, isTrusted: Bool
  ) throws {
    let mottle = try #require(found(grained(page(letters: gray))))
    var paler = page(letters: gray)
    for letter in Self.letters.prefix(6) {
      // Half of a letter goes, and the rest keeps it from being gone.
      paler.fill(PixelBox(x: letter.x, y: letter.y, width: 4, height: 10)) { _, _ in GrayImage.white }
    }
    #expect((mottle.removed(by: paler) != nil) == isTrusted)
  }
}

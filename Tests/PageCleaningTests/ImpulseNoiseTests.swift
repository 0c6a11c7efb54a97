import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Black dots of a pixel or few go before the networks see a page, and what may be print, a part of it or a tone stays.
@Suite struct ImpulseNoiseTests {
  private static let size = (width: 400, height: 300)

  /// Strokes of a width on paper of one gray, with full stops as wide.
  private func page(stroke: Int, paper: UInt16 = .max) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: paper)
    for x in stride(from: 20, to: 360, by: 30) {
      for top in [40, 120] {
        draw(x: x, y: top, width: stroke, height: 40, on: &page)
        draw(x: x + 15, y: top + 40 - stroke, width: stroke, height: stroke, on: &page)
      }
    }
    return page
  }

  private func draw(x: Int, y: Int, width: Int, height: Int, on page: inout GrayImage) {
    for row in y..<y + height { for column in x..<x + width { page.samples[row * page.width + column] = 0 } }
  }

  /// The places, on a grid so wide that no two dots touch, of dots that fell by chance where the page is paper all around.
  private func places(on page: GrayImage, share: Double) -> [Int] {
    var random = SeededRandom(seed: 7)
    return stride(from: 2, to: page.height - 2, by: 2).flatMap { y in
      stride(from: 2, to: page.width - 2, by: 2).compactMap { x -> Int? in
        let isPaper = (y - 1...y + 1).allSatisfy { row in
          page.samples[row * page.width + x - 1...row * page.width + x + 1].allSatisfy { $0 > 0 }
        }
        return random.uniform() < share && isPaper ? y * page.width + x : nil
      }
    }
  }

  private func strewn(_ page: GrayImage, share: Double) -> GrayImage {
    places(on: page, share: share).reduce(into: page) { page, place in page.samples[place] = 0 }
  }

  private func bare(_ page: GrayImage, outside pictures: PictureArea? = nil) -> GrayImage {
    ImpulseNoise(page, outside: pictures)?.bare ?? page
  }

  @Test(arguments: [0.002, 0.02, 0.08]) func dotsAllOverThePageGo(share: Double) {
    let clean = page(stroke: 3)
    let dirty = strewn(clean, share: share)
    #expect(dirty != clean)
    #expect(bare(dirty) == clean)
  }

  @Test func dotsGoWithTheirGrayRims() {
    let clean = page(stroke: 5)
    var (dirty, paper) = (clean, clean)
    for (top, left) in [(205, 30), (220, 150), (262, 91), (241, 333), (277, 210)] {
      for (y, x) in [(-1, 0), (0, -1), (0, 1), (1, 0)] { dirty.samples[(top + y) * 400 + left + x] = 50_000 }
      for (y, x) in [(-1, -1), (-1, 1), (1, -1), (1, 1)] { dirty.samples[(top + y) * 400 + left + x] = 62_000 }
      draw(x: left, y: top, width: 1, height: 1, on: &dirty)
      for y in top - 1...top + 1 { for x in left - 1...left + 1 { paper.samples[y * 400 + x] = 62_000 } }
    }
    #expect(bare(dirty) == paper)
  }

  /// Dots that touch others or strokes are no longer single; of the others nearly all go.
  @Test(arguments: [0.01, 0.05, 0.1]) func singleDotsAmongDenserOnesGo(share: Double) {
    let clean = page(stroke: 3)
    var random = SeededRandom(seed: 8)
    var dirty = clean
    for place in dirty.samples.indices where random.uniform() < share { dirty.samples[place] = 0 }
    func singles(_ page: GrayImage) -> Int {
      (1..<page.height - 1).reduce(0) { count, y in
        count
          + (1..<page.width - 1).count { x in
            let around = (y - 1...y + 1).flatMap { row in (x - 1...x + 1).map { page.samples[row * page.width + $0] } }
            return around[4] == 0 && around.count { $0 == 0 } == 1
          }
      }
    }
    #expect(Double(singles(bare(dirty))) < 0.05 * Double(singles(dirty)))
  }

  @Test func dotsOnGrayPaperBecomeThatPaper() {
    let clean = page(stroke: 3, paper: 40_000)
    #expect(bare(strewn(clean, share: 0.02)) == clean)
  }

  @Test func dotsBesideStrokesAloneArePartsOfThem() {
    var page = page(stroke: 3)
    for x in stride(from: 25, to: 360, by: 30) { draw(x: x, y: 50, width: 1, height: 1, on: &page) }
    #expect(bare(page) == page)
  }

  @Test func whatIsAsWideAsHalfAStrokeOrHasSoftEdgesStays() {
    var page = page(stroke: 4)
    draw(x: 200, y: 220, width: 3, height: 2, on: &page)
    draw(x: 100, y: 220, width: 1, height: 1, on: &page)
    page.samples[220 * page.width + 101] = 40_000
    #expect(bare(page) == page)
  }

  @Test func whatThePagesEdgeCutsStays() {
    let clean = page(stroke: 3)
    var cut = clean
    for x in stride(from: 5, to: 400, by: 40) { draw(x: x, y: 0, width: 1, height: 1, on: &cut) }
    for y in stride(from: 5, to: 300, by: 40) { draw(x: 399, y: y, width: 1, height: 1, on: &cut) }
    #expect(bare(cut) == cut)
  }

  @Test func hyphensOfSmallPrintBesideLargeStay() {
    var page = page(stroke: 6)
    for x in stride(from: 30, to: 330, by: 10) {
      draw(x: x, y: 230, width: 2, height: 10, on: &page)
      draw(x: x + 4, y: 234, width: 3, height: 1, on: &page)
    }
    #expect(bare(strewn(page, share: 0.01)) == page)
  }

  @Test func darkGrainOfAStainStays() {
    let paper: UInt16 = 26_000
    let clean = page(stroke: 3, paper: paper)
    let grain = places(on: clean, share: 0.02).reduce(into: clean) { $0.samples[$1] = 15_000 }
    #expect(bare(grain) == grain)
  }

  @Test func onPrintOfSinglePixelsDotsStay() {
    var print = page(stroke: 1)
    // A heading does not make it larger print.
    for x in stride(from: 20, to: 140, by: 10) { draw(x: x, y: 200, width: 4, height: 60, on: &print) }
    let page = strewn(print, share: 0.01)
    #expect(StrokeWidth(print)?.median ?? 0 > 3)
    #expect(bare(page) == page)
  }

  @Test func aDottedRuleStays() {
    let clean = page(stroke: 3)
    var ruled = clean
    for x in stride(from: 20, to: 380, by: 4) { draw(x: x, y: 230, width: 1, height: 1, on: &ruled) }
    #expect(bare(ruled) == ruled)
    let few = places(on: clean, share: 0.01).filter { $0 < 100 * clean.width }
    #expect(bare(few.reduce(into: ruled) { $0.samples[$1] = 0 }) == ruled)
  }

  @Test func aTintStaysAndTheDotsAroundItGo() {
    let clean = page(stroke: 3)
    var tinted = clean
    for y in stride(from: 200, to: 280, by: 4) {
      for x in stride(from: 100, to: 300, by: 4) { draw(x: x, y: y, width: 1, height: 1, on: &tinted) }
    }
    #expect(bare(tinted) == tinted)
    var strewn = tinted
    for place in places(on: clean, share: 0.01) where place < 120 * clean.width { strewn.samples[place] = 0 }
    #expect(bare(strewn) == tinted)
  }

  @Test func aScreenOverThePageStays() {
    var page = page(stroke: 3)
    for y in stride(from: 1, to: 299, by: 6) {
      for x in stride(from: 1, to: 399, by: 6) { page.samples[y * page.width + x] = 0 }
    }
    #expect(bare(page) == page)
  }

  @Test func dotsOfPicturesStayAndOthersGo() {
    let clean = page(stroke: 3)
    let right = PictureArea(squares: [false, true, false, true], width: 2, squareSize: 200)
    let places = places(on: clean, share: 0.02)
    let dirty = places.reduce(into: clean) { $0.samples[$1] = 0 }
    let kept = places.filter { $0 % clean.width >= 200 }.reduce(into: clean) { $0.samples[$1] = 0 }
    #expect(kept != clean && kept != dirty)
    #expect(bare(dirty, outside: right) == kept)
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 40), (40, 1)]) func pagesWithoutRoomForDotsHaveNone(width: Int, height: Int) {
    for gray in [0, .max] as [UInt16] {
      #expect(ImpulseNoise(GrayImage(width: width, height: height, filledWith: gray), outside: nil) == nil)
    }
  }

  @Test func aPartOfTheCleaningLeavesTheRestOfADot() throws {
    let dirty = strewn(page(stroke: 3), share: 0.02)
    let noise = try #require(ImpulseNoise(dirty, outside: nil))
    for (strength, gray) in [(1, 65_535), (0.5, 32_768), (0.25, 16_384)] as [(Float, UInt16)] {
      var cleaned = noise.bare
      noise.blend(dirty, into: &cleaned, strength: strength)
      #expect(places(on: page(stroke: 3), share: 0.02).allSatisfy { cleaned.samples[$0] == gray })
    }
  }
}

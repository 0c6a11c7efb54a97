import Imaging
import Testing

@testable import PageCleaning

/// Dots far smaller than those of a page's print become paper, and all that may be of the print stays.
@Suite struct SpecksTests {
  private static let size = (width: 300, height: 200)

  private func draw(x: Int, y: Int, width: Int, height: Int, on page: inout GrayImage) {
    for row in y..<y + height { for column in x..<x + width { page.samples[row * page.width + column] = 0 } }
  }

  /// Strokes of a width, each with a full stop beside it.
  private func page(stroke: Int) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height)
    for x in stride(from: 20, to: 260, by: 30) {
      draw(x: x, y: 40, width: stroke, height: 40, on: &page)
      draw(x: x + 15, y: 80 - stroke, width: stroke, height: stroke, on: &page)
    }
    return page
  }

  private func whitened(_ page: GrayImage, before: GrayImage? = nil, strength: Float = 1) -> GrayImage {
    var result = page
    Specks(page, outside: nil)?.whiten(&result, before: before ?? page, strength: strength)
    return result
  }

  @Test(arguments: [(3, 1, 1), (5, 2, 2), (8, 3, 3), (8, 10, 1)])
  func whatIsFarSmallerThanADotGoes(stroke: Int, width: Int, height: Int) {
    let clean = page(stroke: stroke)
    var dirty = clean
    for y in stride(from: 110, to: 180, by: 20) { draw(x: y, y: y, width: width, height: height, on: &dirty) }
    draw(x: 26 + stroke, y: 50, width: width, height: height, on: &dirty)
    #expect(whitened(dirty) == clean)
  }

  @Test(arguments: [(2, 1, 1), (5, 3, 2), (8, 4, 3)])
  func whatMayBeADotStays(stroke: Int, width: Int, height: Int) {
    var page = page(stroke: stroke)
    draw(x: 120, y: 120, width: width, height: height, on: &page)
    #expect(whitened(page) == page)
  }

  @Test(arguments: [true, false]) func dotsOfFinePrintStayBesideBoldStrokes(hasFinePrint: Bool) {
    var clean = page(stroke: 8)
    for x in stride(from: 30, to: 200, by: 12) where hasFinePrint {
      draw(x: x, y: 140, width: 2, height: 14, on: &clean)
    }
    var dotted = clean
    for x in stride(from: 36, to: 200, by: 36) { draw(x: x, y: 152, width: 2, height: 2, on: &dotted) }
    #expect(whitened(dotted) == (hasFinePrint ? dotted : clean))
  }

  @Test func aSpeckGoesWithItsGrayRimAndInkKeepsItsOwn() {
    let clean = page(stroke: 5)
    var dirty = clean
    for y in 119...121 { for x in 119...121 { dirty.samples[y * 300 + x] = 54_000 } }
    draw(x: 120, y: 120, width: 1, height: 1, on: &dirty)
    #expect(whitened(dirty) == clean)
    // Two pixels from a stroke, whose edge is gray as well.
    var beside = clean
    for y in 40..<80 { beside.samples[y * 300 + 25] = 54_000 }
    let edged = beside
    draw(x: 27, y: 60, width: 1, height: 1, on: &beside)
    #expect(whitened(beside) == edged)
  }

  @Test func inkWithinTheBoxOfASpeckStays() {
    let clean = page(stroke: 8)
    var dirty = clean
    // Down to the left below a corner of the first stroke, which lies in the speck's box.
    for step in 0..<10 { draw(x: 32 - step, y: 77 + step, width: 1, height: 1, on: &dirty) }
    #expect(whitened(dirty) == clean)
  }

  @Test func theDotsOfAHalftoneStay() {
    var page = page(stroke: 5)
    for y in stride(from: 110, to: 190, by: 5) {
      for x in stride(from: 40, to: 200, by: 5) { draw(x: x, y: y, width: 2, height: 2, on: &page) }
    }
    #expect(whitened(page) == page)
  }

  @Test func partOfTheCleaningTakesAPartOfASpeck() {
    var before = page(stroke: 5)
    draw(x: 120, y: 120, width: 1, height: 1, on: &before)
    #expect(whitened(before, strength: 0.5).samples[120 * 300 + 120] == 32_768)
  }

  @Test func aPageWithoutPrintHasNoSpecks() {
    var page = GrayImage(width: 100, height: 100)
    draw(x: 50, y: 50, width: 1, height: 1, on: &page)
    #expect(Specks(page, outside: nil) == nil)
  }
}

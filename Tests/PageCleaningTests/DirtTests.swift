import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Dots that are strewn over a page become paper, and those of its print stay.
@Suite struct DirtTests {
  private static let size = (width: 700, height: 500)

  private func draw(x: Int, y: Int, side: Int, on page: inout GrayImage) {
    page.fill(PixelBox(x: x, y: y, width: side, height: side)) { _, _ in 0 }
  }

  /// Three lines of letters, strokes of 4 by 24 pixels, each fourth with a full stop.
  private var print: GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height)
    for line in 0..<3 {
      for letter in 0..<40 {
        let (x, y) = (60 + letter * 14, 60 + line * 50)
        page.fill(PixelBox(x: x, y: y, width: 4, height: 24)) { _, _ in 0 }
        if letter % 4 == 3 { draw(x: x + 7, y: y + 20, side: 4, on: &page) }
      }
    }
    return page
  }

  /// Where dots are strewn below the lines, none on a line with another.
  private var places: [(x: Int, y: Int)] {
    var random = SeededRandom(seed: 3)
    return (0..<30).map { (x: 40 + random.below(600), y: 268 + $0 * 7) }
  }

  private func strewn(over page: GrayImage, sides: [Int]) -> GrayImage {
    var page = page
    for (dot, place) in places.enumerated() { draw(x: place.x, y: place.y, side: sides[dot % sides.count], on: &page) }
    return page
  }

  private func whitened(_ page: GrayImage, before: GrayImage? = nil, strength: Float = 1) -> GrayImage {
    var result = page
    Dirt(page, before: before ?? page, outside: nil)?.whiten(&result, before: before ?? page, strength: strength)
    return result
  }

  @Test func dotsOfAllSizesStrewnOverAPageGo() {
    let dirty = strewn(over: print, sides: [1, 2, 3, 4])
    #expect(dirty != print)
    #expect(whitened(dirty) == print)
    let pictures = PictureArea(
      squares: (0..<35 * 25).map { $0 / 35 >= 11 }, width: 35, squareSize: 20)
    #expect(Dirt(dirty, before: dirty, outside: pictures) == nil)
  }

  @Test func whereTheyAreThoseBetweenLinesGoAsWell() {
    var dirty = strewn(over: print, sides: [1, 2, 3])
    draw(x: 200, y: 96, side: 2, on: &dirty)
    draw(x: 316, y: 146, side: 2, on: &dirty)
    #expect(whitened(dirty) == print)
    // As large as a full stop they may be one.
    var stop = print
    draw(x: 200, y: 96, side: 4, on: &stop)
    #expect(whitened(strewn(over: stop, sides: [1, 2, 3])) == stop)
    // On a clean page they may be anything.
    #expect(Dirt(stop, before: stop, outside: nil) == nil)
  }

  @Test func dotsThatAreAlikeWerePrinted() {
    for side in 3...4 {
      let page = strewn(over: print, sides: [side])
      #expect(Dirt(page, before: page, outside: nil) == nil)
    }
  }

  @Test func leadersAndDottedRulesStay() {
    var page = print
    for dot in 0..<6 { draw(x: 480 + dot * 23, y: 480, side: 3, on: &page) }
    for dot in 0..<6 { draw(x: 10 + dot * 5, y: 260 + dot * 17, side: 3, on: &page) }
    for (place, x) in [500, 513, 541, 549, 590].enumerated() { draw(x: x, y: 260, side: 2 + place % 2, on: &page) }
    #expect(whitened(strewn(over: page, sides: [1, 2, 3, 4])) == page)
  }

  @Test func piecesOfStrokesThatWereLongerStay() {
    let dirty = strewn(over: print, sides: [1, 2, 3, 4])
    var before = dirty
    for place in places {
      before.fill(PixelBox(x: place.x, y: place.y, width: 2, height: 12)) { x, y in
        min(25_000, dirty.samples[y * 700 + x])
      }
    }
    #expect(whitened(dirty, before: before) == dirty)
  }

  @Test func aPartOfTheCleaningTakesAPartOfThem() {
    let dirty = strewn(over: print, sides: [1, 2, 3, 4])
    let half = whitened(dirty, strength: 0.5)
    for place in places { #expect(half.samples[place.y * Self.size.width + place.x] == 32_768) }
    #expect(zip(half.samples, print.samples).allSatisfy { $0 == $1 || $0 == 32_768 })
  }
}

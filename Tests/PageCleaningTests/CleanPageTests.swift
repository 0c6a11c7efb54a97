import Imaging
import Testing

@testable import PageCleaning

/// A page stays as it is where nothing but the edges of its ink would be cleaned.
@Suite struct CleanPageTests {
  private static let size = (width: 200, height: 160)
  private static let ink: UInt16 = 5_000

  /// Draws a rectangle.
  private func draw(_ gray: UInt16, x: Int, y: Int, width: Int, height: Int, on page: inout GrayImage) {
    for row in y..<y + height { for column in x..<x + width { page.samples[row * page.width + column] = gray } }
  }

  /// Strokes with gray edges on paper.
  private func page(ink: UInt16 = ink, paper: UInt16 = GrayImage.white) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: paper)
    for x in stride(from: 20, to: 160, by: 20) {
      draw(paper / 2 + ink / 2, x: x, y: 60, width: 6, height: 20, on: &page)
      draw(ink, x: x + 1, y: 61, width: 4, height: 18, on: &page)
    }
    return page
  }

  /// The page as a network leaves it that makes paper white and edges thin.
  private var cleaned: GrayImage {
    var page = page()
    page.samples = page.samples.map { $0 == Self.ink ? 0 : .max }
    return page
  }

  private func found(_ before: GrayImage, _ after: GrayImage, pictures: PictureArea? = nil) -> CleanPage? {
    PaperMap(before: before, after: after, outside: pictures?.withSurroundings).flatMap { paper in
      CleanPage(
        before: before, after: after, paper: paper, ink: FaintInk(after), outside: pictures?.withSurroundings)
    }
  }

  @Test(arguments: [1, 0.3] as [Float]) func whereOnlyEdgesChangeThePageStays(strength: Float) throws {
    let page = page()
    #expect(found(page, cleaned)?.onWhitePaper(strength: strength) == page)
  }

  @Test func grayPaperBecomesWhiteAndInkKeepsItsContrast() throws {
    let before = page(paper: 200 * 257)
    let result = try #require(found(before, cleaned)).onWhitePaper(strength: 1)
    #expect(result.samples[0] == GrayImage.white)
    #expect(abs(Double(result.samples[70 * 200 + 23]) - Double(Self.ink) * 255 / 200) < 2)
    let half = try #require(found(before, cleaned)).onWhitePaper(strength: 0.5)
    #expect(abs(Int(half.samples[0]) - 227 * 257 - 128) < 257)
  }

  @Test func paperThatDarkensSlowlyBecomesWhite() throws {
    var before = page()
    before.samples = before.samples.enumerated().map { place, value in
      UInt16(Double(value) * (0.95 - 0.08 * Double(place % 200) / 200))
    }
    let result = try #require(found(before, cleaned)).onWhitePaper(strength: 1)
    // Beyond the middle of the outermost squares paper is carried on as it is there.
    for x in stride(from: 16, to: 184, by: 8) { #expect(result.samples[20 * 200 + x] > 63_500, "\(x)") }
  }

  @Test func aBlankSheetBecomesWhite() throws {
    let sheet = GrayImage(width: 200, height: 160, filledWith: 50_000)
    let white = GrayImage(width: 200, height: 160)
    let result = try #require(found(sheet, white)).onWhitePaper(strength: 1)
    #expect(result.samples.allSatisfy { $0 > 65_000 })
  }

  @Test(arguments: [
    ("a speck", 20_000 as UInt16, 3, 3), ("a shade", 61_000, 80, 10), ("a faint stain", 63_000, 30, 30),
  ])
  func aPageOfWhichDirtWasTakenIsNotClean(name: String, gray: UInt16, width: Int, height: Int) throws {
    var before = page()
    draw(gray, x: 60, y: 110, width: width, height: height, on: &before)
    #expect(found(before, cleaned) == nil, "\(name)")
  }

  @Test(arguments: [1, 0.4] as [Float]) func ringingGoesAndInkStays(strength: Float) throws {
    var before = page()
    // Twelve pixels below the strokes.
    draw(57_000, x: 22, y: 90, width: 120, height: 1, on: &before)
    // A full stop that the network took.
    draw(Self.ink, x: 30, y: 77, width: 2, height: 2, on: &before)
    let result = try #require(found(before, cleaned)).onWhitePaper(strength: strength)
    #expect(result.samples[77 * 200 + 30] == Self.ink)
    let white = Float(GrayImage.white)
    #expect(abs(Float(result.samples[90 * 200 + 60]) - (57_000 + strength * (white - 57_000))) < 2)
    #expect(result.samples[70 * 200 + 23] == Self.ink)
    // What the network has as white is paper, gray edges too.
    let edge = before.samples[70 * 200 + 20]
    #expect(abs(Float(result.samples[70 * 200 + 20]) - (Float(edge) + strength * (white - Float(edge)))) < 2)
  }

  @Test func whatIsFurtherOffThanRingingIsNone() {
    var before = page()
    draw(57_000, x: 22, y: 92, width: 120, height: 1, on: &before)
    #expect(found(before, cleaned) == nil)
  }

  @Test func inkThatThePageCutsOffIsNotJudged() {
    var before = page()
    draw(Self.ink, x: 60, y: 158, width: 30, height: 2, on: &before)
    #expect(found(before, cleaned) != nil)
  }

  @Test func aPageThatLostALetterIsNotClean() throws {
    var after = cleaned
    draw(.max, x: 60, y: 60, width: 6, height: 20, on: &after)
    #expect(found(page(), after) == nil)
  }

  @Test func fadedInkIsToBeCleaned() throws {
    #expect(found(page(ink: 20_000), cleaned) == nil)
  }

  @Test func whatCleaningLeavesFaintIsNotJudged() throws {
    var after = cleaned
    after.samples = after.samples.map { $0 == 0 ? 24_000 : $0 }
    #expect(found(page(ink: 24_000), after) == nil)
  }

  @Test func picturesMayChange() throws {
    var before = page()
    draw(45_000, x: 40, y: 96, width: 48, height: 48, on: &before)
    #expect(found(before, cleaned) == nil)
    // The area is smaller than the picture, as areas found may be.
    let squares = (0..<50 * 40).map { (12..<20).contains($0 % 50) && (26..<34).contains($0 / 50) }
    let pictures = PictureArea(squares: squares, width: 50, squareSize: 4)
    #expect(found(before, cleaned, pictures: pictures)?.onWhitePaper(strength: 1) == before)
  }
}

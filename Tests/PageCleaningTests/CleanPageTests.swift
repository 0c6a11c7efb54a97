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

  /// Strokes of faint ink without gray edges but for a pale rim, so that they are in focus.
  private func faintPage(depth: (_ x: Int) -> Float = { _ in 0.6 }) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: 50_000)
    for x in stride(from: 20, to: 180, by: 20) {
      draw(UInt16(50_000 * (1 - depth(x))), x: x + 1, y: 61, width: 4, height: 18, on: &page)
      draw(UInt16(50_000 * (1 - 0.2 * depth(x))), x: x + 5, y: 61, width: 1, height: 18, on: &page)
    }
    return page
  }

  /// That page as networks leave it, with ink of a gray.
  private func cleanedFaintPage(ink: UInt16 = 0) -> GrayImage {
    var page = GrayImage(width: Self.size.width, height: Self.size.height)
    for x in stride(from: 20, to: 180, by: 20) { draw(ink, x: x, y: 60, width: 6, height: 20, on: &page) }
    return page
  }

  @Test(arguments: [0, 24_000] as [UInt16]) func faintInkBecomesBlackWithItsOwnEdges(left: UInt16) throws {
    let (scan, after) = (faintPage(), cleanedFaintPage(ink: left))
    let clean = try #require(found(scan, after))
    #expect(clean.isFaint)
    let paper = try #require(PaperMap(before: scan, after: after))
    let result = try #require(clean.withBlackInk(from: scan, paper: paper, isInked: false))
    #expect(result.samples[70 * 200 + 23] < 500)
    #expect(abs(Double(result.samples[70 * 200 + 25]) / 65535 - 0.8) < 0.01)
    #expect(result.samples[20 * 200 + 20] > 65_000)
  }

  @Test func inkThatWasMadeBlackBeforeIsTheScans() throws {
    let (scan, after) = (faintPage { _ in 0.4 }, cleanedFaintPage())
    var inked = GrayImage(width: Self.size.width, height: Self.size.height)
    inked.samples = scan.samples.map { gray in
      let depth = (1 - Float(gray) / 50_000) / 0.3
      return UInt16(65535 * (1 - min(1, depth)))
    }
    let paper = try #require(PaperMap(before: scan, after: after))
    let result = try #require(found(inked, after)?.withBlackInk(from: scan, paper: paper, isInked: true))
    // So few letters say nothing of the ink's depth; that by which it was made black does.
    let rim = 1 - 0.08 / 0.3
    #expect(abs(Double(result.samples[70 * 200 + 25]) / 65535 - rim) < 0.01)
  }

  @Test func networksMendFaintInkThatIsBlurred() throws {
    let scan = GrayImage(FloatImage(faintPage()).blurred(sigma: 1.2))
    let clean = try #require(found(scan, cleanedFaintPage()))
    let paper = try #require(PaperMap(before: scan, after: cleanedFaintPage()))
    #expect(clean.withBlackInk(from: scan, paper: paper, isInked: false) == nil)
  }

  @Test func blackInkIsNotFaint() throws {
    #expect(try !#require(found(page(), cleaned)).isFaint)
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

import Imaging
import Testing

@testable import PageCleaning

/// Sharp ink on even paper stays as it was scanned, whatever networks drew.
@Suite struct ScannedInkTests {
  private static let size = (width: 240, height: 160)
  private static let paper: UInt16 = 48_000
  private static let lefts = Array(stride(from: 24, to: 216, by: 16))

  /// Strokes of five pixels on darkened paper, pale rims of a pixel at their right sides.
  private static func scan(ink: Float = 1, paperAt: (_ x: Int, _ y: Int) -> UInt16 = { _, _ in paper }) -> GrayImage {
    var page = GrayImage(width: size.width, height: size.height)
    page.fill(PixelBox(x: 0, y: 0, width: size.width, height: size.height), with: paperAt)
    for left in lefts {
      page.fill(box(left, 5)) { UInt16(Float(paperAt($0, $1)) * (1 - ink)) }
      page.fill(box(left + 5, 1)) { UInt16(Float(paperAt($0, $1)) * (1 - 0.2 * ink)) }
    }
    return page
  }

  /// The page as networks draw it, their rims deeper.
  private static let cleaned: GrayImage = {
    var page = GrayImage(width: size.width, height: size.height, filledWith: GrayImage.white)
    for left in lefts {
      page.fill(box(left, 5)) { _, _ in 0 }
      page.fill(box(left + 5, 1)) { _, _ in UInt16(0.6 * 65535) }
    }
    return page
  }()

  private static func box(_ left: Int, _ width: Int) -> PixelBox { PixelBox(x: left, y: 60, width: width, height: 40) }

  /// The gray of a page beside the stroke of a number, 0 to 1.
  private func rim(_ page: GrayImage, stroke: Int = 3) -> Double {
    Double(page.samples[80 * Self.size.width + Self.lefts[stroke] + 5]) / 65535
  }

  private func restored(_ before: GrayImage, _ after: GrayImage = cleaned, strength: Float = 1) -> GrayImage? {
    guard let paper = PaperMap(before: before, after: after),
      let ink = ScannedInk(before: before, after: after, paper: paper, outside: nil)
    else { return nil }
    var page = before.partly(cleanedTo: after, strength: strength)
    ink.restore(to: &page, before: before, after: after, strength: strength)
    return page
  }

  @Test func rimsBecomeTheScansAsSharesOfTheirPaper() throws {
    let page = try #require(restored(Self.scan()))
    #expect(abs(rim(page) - 0.8) < 0.01)
    #expect(page.samples[80 * Self.size.width + Self.lefts[3] + 2] == 0)
    #expect(page.samples[80 * Self.size.width + Self.lefts[3] + 12] == GrayImage.white)
  }

  @Test func paperThatDarkensAcrossThePageIsDividedOut() throws {
    let page = try #require(restored(Self.scan { x, _ in 60_000 - UInt16(x) * 80 }))
    for stroke in Self.lefts.indices { #expect(abs(rim(page, stroke: stroke) - 0.8) < 0.02) }
  }

  @Test func aPartOfTheCleaningIsThatPart() throws {
    let before = Self.scan()
    let page = try #require(restored(before, strength: 0.5))
    #expect(abs(rim(page) - (rim(before) + 0.8) / 2) < 0.01)
  }

  @Test func onPaperWithGrainNetworksDrawBetter() throws {
    let before = Self.scan { x, y in Self.paper + ((x * 7 + y * 13) % 3 == 0 ? 2_000 : 0) }
    #expect(try #require(restored(before)) == Self.cleaned)
  }

  @Test func dirtThatNetworksTookBesideInkStaysAway() throws {
    var before = Self.scan()
    let left = Self.lefts[3]
    before.fill(PixelBox(x: left + 6, y: 78, width: 1, height: 4)) { _, _ in 10_000 }
    let page = try #require(restored(before))
    #expect(page.samples[80 * Self.size.width + left + 6] == GrayImage.white)
    #expect(abs(rim(page, stroke: 5) - 0.8) < 0.01)
  }

  @Test func blurredInkIsTheNetworks() {
    #expect(restored(GrayImage(FloatImage(Self.scan()).blurred(sigma: 1.2))) == nil)
  }

  @Test func fadedInkIsTheNetworks() throws {
    #expect(try #require(restored(Self.scan(ink: 0.7))) == Self.cleaned)
  }

  @Test func inkThatFadesAcrossThePageIsTheNetworksWhereItHasFaded() throws {
    var before = Self.scan()
    let faded = Self.scan(ink: 0.6)
    before.fill(PixelBox(x: 120, y: 0, width: 120, height: Self.size.height)) { x, y in
      faded.samples[y * Self.size.width + x]
    }
    let page = try #require(restored(before))
    #expect(abs(rim(page, stroke: 1) - 0.8) < 0.01)
    #expect(abs(rim(page, stroke: 10) - 0.6) < 0.01)
    #expect(page.samples[80 * Self.size.width + Self.lefts[10] + 2] == 0)
  }

  @Test func picturesAreLeftAlone() throws {
    let before = Self.scan()
    let paper = try #require(PaperMap(before: before, after: Self.cleaned))
    let left = Self.lefts[3]
    let squares = (0..<60 * 40).map { (left / 4 - 1...left / 4 + 3).contains($0 % 60) }
    let pictures = PictureArea(squares: squares, width: 60, squareSize: 4)
    var page = Self.cleaned
    try #require(ScannedInk(before: before, after: Self.cleaned, paper: paper, outside: pictures))
      .restore(to: &page, before: before, after: Self.cleaned, strength: 1)
    #expect(abs(rim(page) - 0.6) < 0.01)
    #expect(abs(rim(page, stroke: 7) - 0.8) < 0.01)
  }
}

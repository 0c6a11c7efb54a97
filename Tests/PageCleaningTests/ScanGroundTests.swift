import Imaging
import Testing

@testable import PageCleaning

/// The dark ground around a sheet becomes paper, and dark content does not.
@Suite struct ScanGroundTests {
  private static let (paper, ground): (UInt16, UInt16) = (57_825, 4_000)

  /// A page of 600 by 500 pixels, dark but for a sheet with rows of letters of 6 by 10 pixels, from (220, 150) to its lower right corner.
  ///
  /// - Parameters:
  ///   - ground: How dark it is beside the sheet.
  ///   - edge: How many pixels further right the sheet begins in each row.
  private func page(ground: UInt16 = Self.ground, edge: (_ row: Int) -> Int = { _ in 0 }) -> GrayImage {
    var image = GrayImage(width: 600, height: 500, filledWith: ground)
    for y in 150..<500 { fill(&image, 220 + edge(y)..<600, y..<y + 1, Self.paper) }
    for y in stride(from: 180, to: 460, by: 25) {
      for x in stride(from: 260, to: 560, by: 12) { fill(&image, x..<x + 6, y..<y + 10, 3_000) }
    }
    return image
  }

  private func fill(_ image: inout GrayImage, _ columns: Range<Int>, _ rows: Range<Int>, _ gray: UInt16) {
    for y in rows { for x in columns { image.samples[y * image.width + x] = gray } }
  }

  /// How many pixels are as dark as print.
  private func darkPixels(of image: GrayImage) -> Int { image.samples.count { $0 < 20_000 } }

  private static let printedPixels = 12 * 25 * 60

  @Test(arguments: [UInt16(4_000), 16_000, 29_000]) func whatLiesAroundASheetBecomesPaper(gray: UInt16) throws {
    var image = page(ground: gray)
    // A speck of dust, and a hair.
    fill(&image, 100..<103, 60..<63, .max)
    fill(&image, 40..<42, 300..<340, .max)
    let bare = try #require(ScanBorder(image)).bare
    #expect(darkPixels(of: bare) == Self.printedPixels)
    #expect(bare.samples[10 * 600 + 10] == Self.paper)
    #expect(bare.samples[185 * 600 + 262] == 3_000)
  }

  @Test func aTornEdgeIsFollowed() throws {
    // Waves of 20 pixels, far longer than the steps of an even band.
    let image = page { 20 - abs($0 % 80 - 40) / 2 }
    let bare = try #require(ScanBorder(image)).bare
    #expect(darkPixels(of: bare) < Self.printedPixels + 300)
    #expect(bare.samples[185 * 600 + 262] == 3_000)
  }

  @Test func inkThatTouchesTheGroundStays() throws {
    var image = page()
    fill(&image, 220..<250, 300..<306, 3_000)
    let bare = try #require(ScanBorder(image)).bare
    #expect(bare.samples[303 * 600 + 225] == 3_000)
    #expect(bare.samples[303 * 600 + 215] == Self.paper)
  }

  @Test func aDarkCoverWithLightLettersStays() {
    var image = page()
    for x in stride(from: 60, to: 200, by: 20) { fill(&image, x..<x + 12, 60..<80, .max) }
    #expect(ScanBorder(image) == nil)
  }

  @Test func aShadowWithPrintInItStays() {
    var image = page(ground: 22_000)
    for x in stride(from: 60, to: 200, by: 20) { fill(&image, x..<x + 6, 60..<70, 2_000) }
    #expect(ScanBorder(image) == nil)
  }

  @Test func aPhotographBesidePrintStays() {
    var shaded = page()
    var endless = page()
    for y in 0..<500 {
      for x in 0..<600 where y < 150 || x < 220 {
        // Darker towards one side; and of one gray that ends in others.
        shaded.samples[y * 600 + x] = UInt16(2_000 + 50 * x)
        if y > 120, x > 190 { endless.samples[y * 600 + x] = 38_000 }
      }
    }
    #expect(ScanBorder(shaded) == nil)
    #expect(ScanBorder(endless) == nil)
  }

  @Test func groundAroundAPhotographStays() {
    var image = page()
    // Its rim is white, and its tones are of all grays.
    fill(&image, 220..<600, 150..<500, .max)
    for y in 170..<480 { for x in 240..<580 { image.samples[y * 600 + x] = UInt16(100 * (x - 240)) } }
    #expect(ScanBorder(image) == nil)
  }

  @Test func aDarkPageWithoutASheetStays() {
    #expect(ScanBorder(GrayImage(width: 600, height: 500, filledWith: 4_000)) == nil)
    var box = GrayImage(width: 600, height: 500, filledWith: Self.paper)
    fill(&box, 0..<200, 100..<400, 4_000)
    #expect(ScanBorder(box) == nil)
  }
}

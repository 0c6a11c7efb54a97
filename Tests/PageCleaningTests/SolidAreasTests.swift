import Imaging
import Testing

@testable import PageCleaning

/// Boxes, discs and bars of which networks left patches become even; shades and what lies at the page's sides do not.
@Suite struct SolidAreasTests {
  private static let size = (width: 480, height: 320)
  private static let paper: UInt16 = 56_000
  /// The width of the page's small strokes.
  private static let stroke = 3.0
  private static let box = PixelBox(x: 180, y: 60, width: 120, height: 70)

  /// Lines of small black strokes, and an area whose gray a function gives.
  private func page(in box: PixelBox = Self.box, gray: (_ x: Int, _ y: Int) -> UInt16) -> GrayImage {
    var image = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: Self.paper)
    for y in stride(from: 180, to: 300, by: 24) {
      for x in stride(from: 20, to: 460, by: 12) {
        image.fill(PixelBox(x: x, y: y, width: 3, height: 12)) { _, _ in 6_000 }
      }
    }
    image.fill(box, with: gray)
    return image
  }

  /// The page after a network that makes ink black, paper white and an area what a function says, and after its areas were restored.
  private func restored(
    _ before: GrayImage, in box: PixelBox = Self.box, left gray: (_ x: Int, _ y: Int) -> UInt16, strength: Float = 1
  ) -> GrayImage {
    var after = before
    after.samples = before.samples.map { $0 < Self.paper ? 0 : GrayImage.white }
    after.fill(box, with: gray)
    var result = before.partly(cleanedTo: after, strength: strength)
    SolidAreas(before: before, after: after, stroke: Self.stroke, strength: strength)?.restore(to: &result)
    return result
  }

  /// A third black, the rest in patches from gray to white.
  private func patches(_ x: Int, _ y: Int) -> UInt16 { x < 220 ? 0 : UInt16(min(65535, 20_000 + 500 * (x - 200))) }

  @Test(arguments: [8_000, 24_000] as [UInt16]) func aBoxInPatchesBecomesEven(gray: UInt16) {
    let result = restored(page { _, _ in gray }, left: patches)
    for y in Self.box.y..<Self.box.maxY {
      for x in Self.box.x..<Self.box.maxX { #expect(result.samples[y * result.width + x] < 6_000) }
    }
    #expect(result.samples[(Self.box.y - 4) * result.width + 240] == GrayImage.white)
  }

  @Test func halfOfTheCleaningIsHalfWay() {
    let result = restored(page { _, _ in 24_000 }, left: patches, strength: 0.5)
    #expect(abs(Int(result.samples[90 * result.width + 280]) - 12_000) < 2_000)
  }

  @Test func whitePrintInABoxStaysWhite() {
    func gray(_ x: Int, _ y: Int) -> UInt16 { (90..<102).contains(y) && x % 12 < 3 ? Self.paper : 8_000 }
    let result = restored(page(gray: gray)) { x, y in gray(x, y) == Self.paper ? GrayImage.white : patches(x, y) }
    #expect(result.samples[96 * result.width + 241] == GrayImage.white)
    #expect(result.samples[70 * result.width + 280] < 6_000)
  }

  @Test func aShadeWithoutAnEdgeStaysAsItWasLeft() {
    let shade = { (x: Int, y: Int) -> UInt16 in
      let depth = min(x - Self.box.x, Self.box.maxX - x, y - Self.box.y, Self.box.maxY - y)
      return Self.paper - UInt16(min(30, max(0, depth)) * 1_400)
    }
    let result = restored(page(gray: shade), left: patches)
    #expect(result.samples[95 * result.width + 260] == patches(260, 95))
  }

  @Test func aGrayBoxThatWasTakenWhollyStaysAway() {
    let result = restored(page { _, _ in 30_000 }) { _, _ in GrayImage.white }
    #expect(result.samples[95 * result.width + 240] == GrayImage.white)
  }

  @Test(arguments: [0, 180]) func aBarThatRunsOffThePageBecomesEven(left: Int) {
    let bar = PixelBox(x: left, y: 60, width: 300, height: 40)
    let result = restored(page(in: bar) { _, _ in 8_000 }, in: bar) { x, _ in x < left + 200 ? 0 : 30_000 }
    #expect(result.samples[80 * result.width + left + 280] < 6_000)
  }

  @Test func whatRunsAlongAPagesSideIsNoBox() {
    let side = PixelBox(x: 0, y: 60, width: 120, height: 70)
    let result = restored(page(in: side) { _, _ in 8_000 }, in: side) { x, y in patches(x + 180, y) }
    #expect(result.samples[95 * result.width + 100] == patches(280, 95))
  }
}

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

  /// The box where a function says so, and paper around.
  private func gray(_ gray: UInt16, where isInside: @escaping (_ x: Double, _ y: Double) -> Bool) -> GrayImage {
    page { x, y in
      let box = Self.box
      return isInside(Double(x - box.x) / Double(box.width), Double(y - box.y) / Double(box.height)) ? gray : Self.paper
    }
  }

  @Test(arguments: [24_000, 30_000, 48_000] as [UInt16]) func aBarThatWasTakenWhollyComesBackAsGrayAsItWas(gray: UInt16)
  {
    for slope in [0, 0.04] {
      let before = self.gray(gray) { x, y in (0.1 + slope * y...0.8 + slope * y).contains(x) && (0.1...0.9).contains(y)
      }
      let result = restored(before) { _, _ in GrayImage.white }
      #expect(abs(Int(result.samples[95 * result.width + 240]) - Int(gray) * 65_535 / Int(Self.paper)) < 600)
      #expect(result.samples[95 * result.width + 184] == GrayImage.white)
    }
  }

  @Test func whatHasBentSidesOrHolesOrIsSmallStaysAwayWhereItWasTakenWholly() {
    let taken = [
      gray(30_000) { x, y in (x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5) < 0.2 },
      gray(30_000) { x, y in (0.1...0.9).contains(x) && (0.1...0.9).contains(y) && Int(x * 12) % 3 > 0 },
      gray(30_000) { x, y in (0.4...0.6).contains(x) && (0.4...0.7).contains(y) },
      gray(52_000) { x, y in (0.1...0.9).contains(x) && (0.1...0.9).contains(y) },
    ]
    for before in taken {
      let result = restored(before) { _, _ in GrayImage.white }
      let box = Self.box
      #expect(
        (box.y..<box.maxY).allSatisfy { y in
          (box.x..<box.maxX).allSatisfy { result.samples[y * result.width + $0] == GrayImage.white }
        })
    }
  }

  /// Cells of one gray side by side or one above the other, and a bar elsewhere; of the cells only the last is empty.
  @Test(arguments: [(60, 0), (0, 32)]) func anEmptyCellOfAShadedTableStaysAwayLikeThoseWithPrint(right: Int, down: Int)
  {
    let bar = PixelBox(x: 20, y: 30, width: 120, height: 36)
    var before = page { _, _ in Self.paper }
    for cell in 0..<3 {
      let box = PixelBox(x: 200 + right * cell, y: 50 + down * cell, width: 54, height: 27)
      before.fill(box) { x, y in
        cell < 2 && (12..<20).contains(y - box.y) && (x - box.x) % 9 < 3 && (9..<36).contains(x - box.x)
          ? 4_000 : 40_000
      }
    }
    before.fill(bar) { _, _ in 40_000 }
    var after = before
    after.samples = before.samples.map { $0 < 10_000 ? 0 : GrayImage.white }
    var result = after
    SolidAreas(before: before, after: after, stroke: Self.stroke, strength: 1)?.restore(to: &result)
    for cell in 0..<3 {
      #expect(result.samples[(56 + down * cell) * result.width + 206 + right * cell] == GrayImage.white)
    }
    #expect(result.samples[48 * result.width + 80] < GrayImage.white)
  }

  @Test func aStreakThroughThePageStaysAway() {
    let streak = PixelBox(x: 200, y: 0, width: 24, height: Self.size.height)
    let result = restored(page(in: streak) { _, _ in 40_000 }, in: streak) { _, _ in GrayImage.white }
    #expect(result.samples[95 * result.width + 212] == GrayImage.white)
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

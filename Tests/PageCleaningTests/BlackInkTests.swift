import Imaging
import Testing

@testable import PageCleaning

/// What networks take of black ink comes back, and nothing else does.
@Suite struct BlackInkTests {
  private static let size = (width: 400, height: 300)
  private static let paper: UInt16 = 56_000
  private static let ink: UInt16 = 6_000

  /// A rectangle of one gray on a page.
  private struct Area {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var gray: UInt16

    func draw(on image: inout GrayImage) {
      for row in y..<y + height {
        for column in x..<x + width { image.samples[row * image.width + column] = gray }
      }
    }
  }

  /// A page of small strokes and an area.
  private func page(_ area: Area) -> GrayImage {
    var image = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: Self.paper)
    for x in stride(from: 20, to: 380, by: 12) {
      Area(x: x, y: 250, width: 3, height: 12, gray: Self.ink).draw(on: &image)
    }
    area.draw(on: &image)
    return image
  }

  /// The page after a network that keeps the strokes and takes the area, and after what it took is given back.
  private func restored(_ area: Area, strength: Float = 1) throws -> (taken: GrayImage, restored: GrayImage) {
    let before = page(area)
    var after = before
    after.samples = before.samples.map { $0 < 30_000 ? 0 : GrayImage.white }
    Area(x: area.x, y: area.y, width: area.width, height: area.height, gray: GrayImage.white).draw(on: &after)
    let blended = zip(before.samples, after.samples).map { UInt16(Float($0) + strength * (Float($1) - Float($0))) }
    let taken = GrayImage(width: before.width, height: before.height, samples: blended)
    var result = taken
    try #require(BlackInk(before: before, after: taken, strength: strength)).restore(from: before, to: &result)
    return (taken, result)
  }

  @Test(arguments: [1, 0.5] as [Float]) func aLargeBlackLetterComesBack(strength: Float) throws {
    let area = Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink)
    let result = try restored(area, strength: strength).restored
    for (x, y) in [(150, 80), (170, 110), (189, 139)] { #expect(result.samples[y * result.width + x] == Self.ink) }
    // Beyond its rim the paper is as the network made it.
    #expect(result.samples[110 * result.width + 145] > Self.paper)
  }

  @Test(arguments: [
    ("a stain", Area(x: 150, y: 80, width: 40, height: 60, gray: 20_000)),
    ("a speck", Area(x: 150, y: 80, width: 12, height: 12, gray: 6_000)),
    ("the page's edge", Area(x: 0, y: 0, width: 60, height: 200, gray: 0)),
    ("a streak", Area(x: 20, y: 80, width: 340, height: 4, gray: 0)),
  ])
  private func whatIsNoLetterStaysAway(name: String, area: Area) throws {
    let (taken, result) = try restored(area)
    #expect(result == taken, "\(name)")
  }

  /// A shade that grows from gray to as black as ink.
  @Test func deepShadeStaysAway() throws {
    var before = page(Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink))
    for step in 1...12 {
      let gray = Self.ink + UInt16(step) * 1_000
      for y in 80 - step..<140 + step {
        for x in 150 - step..<190 + step where before.samples[y * before.width + x] > gray {
          before.samples[y * before.width + x] = gray
        }
      }
    }
    var after = before
    after.samples = zip(before.samples.indices, before.samples).map { place, sample in
      place / before.width > 200 && sample < 30_000 ? 0 : GrayImage.white
    }
    var result = after
    try #require(BlackInk(before: before, after: after, strength: 1)).restore(from: before, to: &result)
    #expect(result == after)
  }

  @Test func aPageThatLostNothingIsNotTouched() {
    let before = page(Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink))
    var after = before
    after.samples = before.samples.map { $0 < 30_000 ? 0 : GrayImage.white }
    var result = after
    BlackInk(before: before, after: after, strength: 1)?.restore(from: before, to: &result)
    #expect(result == after)
  }

  @Test func aPageWithoutInkHasNoBlack() {
    let sheet = GrayImage(width: 100, height: 100, filledWith: Self.paper)
    #expect(BlackInk(before: sheet, after: GrayImage(width: 100, height: 100), strength: 1) == nil)
  }
}

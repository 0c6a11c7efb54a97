import Imaging
import Testing

/// White print on black is told from black print on white, and from what is merely dark.
@Suite struct NegativeTests {
  /// Lines of small strokes of one gray on another.
  private func print(_ ink: UInt16, on paper: UInt16, width: Int = 600, height: Int = 400) -> GrayImage {
    GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { place in
        let (x, y) = (place % width, place / width)
        return y % 24 < 12 && x % 9 < 3 && x / 60 % 6 > 0 ? ink : paper
      })
  }

  @Test func whitePrintOnBlackIsANegative() {
    #expect(print(60_000, on: 3_000).isNegative)
    #expect(print(45_000, on: 15_000).isNegative)
    #expect(print(3_000, on: 60_000).inverted.isNegative)
  }

  /// Light lines from side to side and from top to bottom, `gap` pixels apart.
  private func grid(width lineWidth: Int, gap: Int, ground: (_ x: Int, _ y: Int) -> UInt16) -> GrayImage {
    let (width, height) = (600, 400)
    return GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { place in
        let (x, y) = (place % width, place / width)
        return min(x % gap, y % gap) < lineWidth && x > 8 && y > 8 ? 56_000 : ground(x, y)
      })
  }

  @Test func fineLinesAndLargeLettersOnADarkGroundAreANegative() {
    #expect(grid(width: 2, gap: 130) { _, _ in 18_000 }.isNegative)
    #expect(grid(width: 8, gap: 130) { x, y in 12_000 + UInt16(x * 7 % 11 + y * 5 % 13) * 150 }.isNegative)
  }

  @Test func linesInTheDarkOfALandscapeAreNone() {
    #expect(!grid(width: 2, gap: 130) { _, y in y < 150 ? 40_000 : 6_000 }.isNegative)
    #expect(!grid(width: 2, gap: 130) { x, _ in UInt16(x * 60) }.isNegative)
  }

  @Test func printOnPaperIsNone() {
    #expect(!print(3_000, on: 60_000).isNegative)
    // In deep shadow.
    #expect(!print(1_000, on: 18_000).isNegative)
  }

  @Test func aSheetOnABlackGroundIsNone() {
    var page = GrayImage(width: 600, height: 400, filledWith: 2_000)
    for y in 120..<280 { for x in 150..<400 { page.samples[y * 600 + x] = 58_000 } }
    #expect(!page.isNegative)
    let sheet = print(3_000, on: 58_000)
    for y in 120..<280 { for x in 150..<400 { page.samples[y * 600 + x] = sheet.samples[y * 600 + x] } }
    #expect(!page.isNegative)
  }

  @Test func lightsOfManyKindsInTheDarkAreNone() {
    var page = GrayImage(width: 600, height: 400, filledWith: 0)
    for place in page.samples.indices {
      let (x, y) = (place % 600, place / 600)
      page.samples[place] = UInt16(x * 40)
      if y % 24 < 12, x % 9 < 3 { page.samples[place] += UInt16(20_000 + y * 50) }
    }
    #expect(!page.isNegative)
  }

  @Test func emptyAndSmallImagesAreNone() {
    #expect(!GrayImage(width: 600, height: 400, filledWith: 0).isNegative)
    #expect(!GrayImage(width: 5, height: 3, filledWith: 0).isNegative)
    #expect(!print(60_000, on: 3_000, width: 40, height: 30).isNegative)
  }
}

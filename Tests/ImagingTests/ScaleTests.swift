import Imaging
import Testing

/// A page of strokes of one width, every third of them across.
private func strokes(width: Int, paper: Float = 1, ink: Float = 0.1, size: (Int, Int) = (480, 360)) -> FloatImage {
  var page = FloatImage(width: size.0, height: size.1, filledWith: paper)
  let pitch = 6 * width
  page.map { _, x, y in
    let isAcross = (x / (3 * pitch)) % 3 == 0
    return (isAcross ? y : x) % pitch < width ? ink : paper
  }
  return page
}

@Suite struct StrokeWidthTests {
  @Test(arguments: [2, 3, 5, 8, 13]) func strokesAreAsWideAsTheyAreDrawn(width: Int) throws {
    for (paper, ink) in [(1, 0.1), (0.6, 0.3), (0.4, 0.05)] as [(Float, Float)] {
      let page = GrayImage(strokes(width: width, paper: paper, ink: ink, size: (900, 700)))
      #expect(try abs(#require(StrokeWidth(page)).median - Double(width)) <= 0.6)
    }
  }

  @Test func aPageWithoutInkHasNone() {
    #expect(StrokeWidth(GrayImage(width: 300, height: 200)) == nil)
    #expect(StrokeWidth(GrayImage(width: 1, height: 1, filledWith: 0)) == nil)
    #expect(StrokeWidth(GrayImage(width: 3, height: 900, filledWith: 500)) == nil)
  }

  @Test func stainsAndShadowsDoNotCount() throws {
    var page = strokes(width: 3)
    page.map { value, x, y in
      let inStain = (x - 300) * (x - 300) + (y - 200) * (y - 200) < 110 * 110
      return value * (inStain ? 0.55 : 1) * (1 - 0.4 * Float(x) / 480)
    }
    #expect(try abs(#require(StrokeWidth(GrayImage(page))).median - 3) < 1)
  }

  @Test func squaresWiderThanThePaperIsLookedForDoNotCount() throws {
    var page = strokes(width: 3)
    // Black, in rows that leave a third of the page to strokes.
    page.map { value, x, y in (x % 60 < 45 && y % 60 < 45) ? 0.1 : value }
    #expect(try abs(#require(StrokeWidth(GrayImage(page))).median - 3) < 1)
  }
}

@Suite struct GuidedUpsamplingTests {
  @Test(arguments: [(2, 97, 61), (3, 64, 50), (5, 33, 121), (4, 5, 3), (6, 1, 1)])
  func anUnchangedImageStaysItself(factor: Int, width: Int, height: Int) {
    let page = GrayImage(strokes(width: 9, size: (width, height)))
    let small = page.blockMeans(factor)
    let same = page.following(small, to: small, factor: factor)
    // Squares of one gray have no line of their own, so edges beside them lose a little.
    let errors = zip(same.samples, page.samples).map { abs(Int($0) - Int($1)) }
    #expect(errors.reduce(0, +) / errors.count < 65_535 / 40)
  }

  @Test func aChangeOfTonesIsCarriedOverWithFullSharpness() {
    // Gray ink on brown paper becomes black on white where the page is small.
    let page = GrayImage(strokes(width: 8, paper: 0.7, ink: 0.4))
    let small = page.blockMeans(3)
    var after = FloatImage(small)
    after.map { value, _, _ in min(max((value - 0.4) / 0.3, 0), 1) }
    let result = FloatImage(page.following(small, to: GrayImage(after), factor: 3))
    let wanted = strokes(width: 8, paper: 1, ink: 0)
    let wrong = zip(result.values, wanted.values).filter { abs($0 - $1) > 0.2 }.count
    #expect(wrong < result.values.count / 200)
  }

  @Test func whatIsWhitenedThereIsWhiteHere() {
    var page = FloatImage(width: 200, height: 150, filledWith: 1)
    page.map { _, x, y in (x - 100) * (x - 100) + (y - 75) * (y - 75) < 40 * 40 ? 0.6 : 1 }
    let small = GrayImage(page).blockMeans(4)
    let white = GrayImage(width: small.width, height: small.height)
    let result = GrayImage(page).following(small, to: white, factor: 4)
    #expect(result.samples.allSatisfy { $0 > 64_000 })
  }
}

@Suite struct FaintInkTests {
  @Test func faintInkIsBroughtBackAndBlackInkLeft() throws {
    let black = GrayImage(strokes(width: 4, ink: 0.05))
    #expect(try #require(FaintInk(black)).factor == 1)
    #expect(black.deepened(by: 1) == black)
    let faint = GrayImage(strokes(width: 4, ink: 0.6))
    let deeper = try faint.deepened(by: #require(FaintInk(faint)).factor)
    for (after, before) in zip(deeper.samples, faint.samples) {
      #expect(before == .max ? after == .max : after < 30_000)
    }
  }

  @Test func pencilBesidePrintStaysPencil() throws {
    var page = strokes(width: 4, ink: 0.65)
    page.map { value, x, _ in x < 80 && value < 1 ? 0.03 : value }
    #expect(try #require(FaintInk(GrayImage(page))).factor == 1)
  }

  @Test func theFactorHasNoJumps() throws {
    let factors = try stride(from: Float(0.1), through: 0.6, by: 0.01).map {
      try #require(FaintInk(GrayImage(strokes(width: 4, ink: $0)))).factor
    }
    for (one, next) in zip(factors, factors.dropFirst()) { #expect(abs(next - one) < 0.35) }
  }

  @Test func anEmptyPageHasNoInk() {
    #expect(FaintInk(GrayImage(width: 100, height: 100)) == nil)
    #expect(FaintInk(GrayImage(width: 100, height: 100, filledWith: 62_000)) == nil)
  }
}

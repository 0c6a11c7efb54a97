import Imaging
import Testing

@Suite struct ColourTests {
  private typealias Pixel = [Double]

  /// A picture of given colours, on [0, 1].
  private func image(_ width: Int, _ height: Int, _ pixel: (_ x: Int, _ y: Int) -> Pixel) -> RGBImage {
    let samples = (0..<width * height).flatMap { pixel($0 % width, $0 / width) }
    return RGBImage(width: width, height: height, samples: samples.map { UInt8($0 * 255 + 0.5) })
  }

  private func gray(_ colours: RGBImage) -> GrayImage {
    GrayImage(
      Raster(width: colours.width, height: colours.height, colorModel: .rgb, samples: .bits8(colours.samples)))
  }

  private func rows(_ colours: RGBImage, luma: GrayImage) -> [UInt8] {
    var result: [UInt8] = []
    RecolouredImage(colours, luma: luma).forEachRow { result += $0 }
    return result
  }

  /// The colour of a mark on paper after cleaning has made the paper white and the mark of a luma.
  private func cleaned(_ mark: Pixel, on paper: Pixel, luma: Double) -> (mark: Pixel, paper: Pixel) {
    let scan = image(40, 20) { x, _ in x < 4 ? mark : paper }
    let target = GrayImage(
      width: 40, height: 20, samples: (0..<800).map { $0 % 40 < 4 ? UInt16(luma * 65535) : .max })
    let result = rows(scan, luma: target).map { Double($0) / 255 }
    return (Array(result[0..<3]), Array(result[30..<33]))
  }

  private func luma(_ pixel: Pixel) -> Double { 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] }

  private func noise(_ width: Int, _ height: Int) -> RGBImage {
    var state: UInt64 = 7
    return RGBImage(
      width: width, height: height,
      samples: (0..<width * height * 3).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 40)
      })
  }

  @Test func aRasterWithoutColourHasNone() {
    let same: [UInt8] = [1, 1, 1, 200, 200, 200]
    #expect(RGBImage(Raster(width: 2, height: 1, colorModel: .rgb, samples: .bits8(same))) == nil)
    #expect(RGBImage(Raster(width: 2, height: 3, colorModel: .gray, samples: .bits8(same))) == nil)
    #expect(RGBImage(Raster(width: 1, height: 3, colorModel: .grayAlpha, samples: .bits8(same))) == nil)
  }

  @Test func everyRasterInColourBecomesEightBitsOverWhite() {
    let bytes: [UInt8] = [10, 20, 30, 200, 100, 0]
    let plain = RGBImage(Raster(width: 2, height: 1, colorModel: .rgb, samples: .bits8(bytes)))
    #expect(plain?.samples == bytes)
    let words = bytes.map { UInt16($0) * 257 + 100 }
    #expect(RGBImage(Raster(width: 2, height: 1, colorModel: .rgb, samples: .bits16(words)))?.samples == bytes)
    let alpha: [UInt8] = [10, 20, 30, 255, 200, 100, 0, 51, 9, 9, 0, 0]
    let over = RGBImage(Raster(width: 3, height: 1, colorModel: .rgba, samples: .bits8(alpha)))
    #expect(over?.samples == [10, 20, 30, 244, 224, 204, 255, 255, 255])
    let deep = alpha.map { UInt16($0) * 257 }
    #expect(RGBImage(Raster(width: 3, height: 1, colorModel: .rgba, samples: .bits16(deep))) == over)
  }

  @Test func aPageThatCleaningLeavesAloneKeepsItsColours() {
    let picture = noise(61, 43)
    #expect(rows(picture, luma: gray(picture)) == picture.samples)
    let brown = image(61, 43) { x, y in x % 9 == 0 ? [0.1, 0.1, 0.3] : [0.93, 0.92, 0.85] }
    #expect(rows(brown, luma: gray(brown)) == brown.samples)
  }

  @Test func paperBecomesWhiteAndBlackInkNeutral() {
    let paper = [0.74, 0.6, 0.43]
    // At the edge of a stroke ink and paper mix.
    let edge = cleaned(paper.map { $0 * 0.5 }, on: paper, luma: 0.45)
    #expect(edge.paper == [1, 1, 1])
    #expect((edge.mark.max() ?? 0) - (edge.mark.min() ?? 0) < 0.02)
    #expect(abs(luma(edge.mark) - 0.45) < 0.01)
  }

  @Test func blueInkOnBrownPaperIsBlue() {
    let paper = [0.74, 0.6, 0.43]
    let result = cleaned([0.25 * 0.74, 0.3 * 0.6, 0.75 * 0.43], on: paper, luma: 0.3)
    #expect(result.paper == [1, 1, 1])
    #expect(result.mark[2] > 2 * result.mark[0] && result.mark[2] > 1.8 * result.mark[1])
    #expect(abs(luma(result.mark) - 0.3) < 0.01)
  }

  @Test(arguments: [0.2, 0.34, 0.5, 0.6]) func aRedStampOnWhiteStaysRedAtItsLuma(target: Double) {
    let red = [0.72, 0.2, 0.18]
    let result = cleaned(red, on: [1, 1, 1], luma: target)
    #expect(abs(luma(result.mark) - target) < 0.01)
    #expect(result.mark[0] > result.mark[1] + 0.05 && abs(result.mark[1] - result.mark[2]) < 0.03)
  }

  @Test func aRedStampStaysWhereItsLumaIsWhite() {
    let mark = cleaned([0.72, 0.2, 0.18], on: [1, 1, 1], luma: 1).mark
    #expect(mark[0] > 0.99 && mark[1] < 0.5 && mark[2] < 0.5)
  }

  @Test(arguments: [[0.72, 0.2, 0.18], [0.1, 0.15, 0.45], [0.15, 0.4, 0.2], [0.35, 0.2, 0.1]])
  func penKeepsItsColourWhereItsLumaIsBlack(colour: [Double]) {
    let mark = cleaned(colour, on: [1, 1, 1], luma: 0).mark
    // Nearly as far from gray as it was, and as dark as that allows.
    #expect((mark.max() ?? 0) > 0.8 * ((colour.max() ?? 0) - (colour.min() ?? 0)))
    #expect(mark.min() == 0 && luma(mark) < luma(colour))
    #expect(mark.firstIndex(of: mark.max() ?? 0) == colour.firstIndex(of: colour.max() ?? 0))
  }

  @Test(arguments: [[0.3, 0.26, 0.22], [0.45, 0.35, 0.26], [0.1, 0.04, 0.05]])
  func printInAStainBecomesBlack(colour: [Double]) {
    #expect(cleaned(colour, on: [1, 1, 1], luma: 0).mark == [0, 0, 0])
  }

  @Test(arguments: [[1, 0.98, 0.3], [1, 0.5, 0.75], [0.55, 0.98, 0.45]])
  func highlighterStaysWhereItsLumaIsWhite(colour: [Double]) {
    let result = cleaned(colour, on: [1, 1, 1], luma: 1)
    #expect(result.paper == [1, 1, 1])
    for (channel, expected) in zip(result.mark, colour) { #expect(abs(channel - expected) < 0.1) }
  }

  @Test(arguments: [[0.62, 0.48, 0.33], [0.88, 0.8, 0.64], [0.4, 0.3, 0.2]])
  func coffeeGoesWithItsDarkness(colour: [Double]) {
    #expect(cleaned(colour, on: [0.97, 0.96, 0.93], luma: 1).mark == [1, 1, 1])
  }

  @Test func resultsHaveTheLumaAskedForUnlessTheyAreVivid() {
    let picture = noise(64, 64)
    // Far too dark a target to have paper in it.
    let target = GrayImage(width: 64, height: 64, samples: (0..<4096).map { UInt16($0 * 14) })
    let result = rows(picture, luma: target)
    var pale = 0
    for place in 0..<4096 {
      let before = picture.samples[3 * place..<3 * place + 3].map { Double($0) / 255 }
      let after = luma(result[3 * place..<3 * place + 3].map { Double($0) / 255 })
      let wanted = Double(target.samples[place]) / 65_535
      let spread = (before.max() ?? 0) - (before.min() ?? 0)
      if spread < 0.25 * (before.max() ?? 0) || spread < 0.12 {
        pale += 1
        #expect(abs(after - wanted) < 0.005)
      }
      // The luma gives way towards that of the scan only.
      #expect(after < max(wanted, luma(before)) + 0.005 && after > min(wanted, luma(before)) - 0.005)
    }
    #expect(pale > 100)
  }
}

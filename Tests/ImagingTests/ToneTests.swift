import Imaging
import Testing

@Suite struct ToneTests {
  let ramp = GrayImage(width: 100, height: 1, samples: (0..<100).map { UInt16(10_000 + 400 * $0) })

  @Test func noPercentilesLeaveTheImage() {
    #expect(ramp.stretched(blackPercentile: 0, whitePercentile: 0) == ramp)
  }

  @Test func percentilesBecomeBlackAndWhite() {
    let stretched = ramp.stretched(blackPercentile: 5, whitePercentile: 10)
    // Five samples lie below the black point and ten above the white point.
    #expect(stretched.samples.count { $0 == 0 } == 6)
    #expect(stretched.samples.count { $0 == 65_535 } == 11)
    #expect(stretched.samples.sorted() == stretched.samples)
    // Half way between 12000 and 45600.
    #expect(abs(Int(stretched.samples[47]) - 32_768) <= 400)
  }

  @Test func oneEndCanStay() {
    let stretched = ramp.stretched(blackPercentile: 0, whitePercentile: 1)
    #expect(stretched.samples[0] == UInt16((10_000 * 65_535 + 24_600) / 49_200))
    #expect(stretched.samples[99] == 65_535)
  }

  @Test func aFlatPageIsLeftAlone() {
    let flat = GrayImage(width: 4, height: 4, filledWith: 30_000)
    #expect(flat.stretched(blackPercentile: 1, whitePercentile: 1) == flat)
  }

  @Test func otsuSeparatesTwoClusters() throws {
    let samples: [UInt16] = [5_000, 6_000, 7_000, 50_000, 51_000, 60_000, 60_500, 61_000]
    let image = GrayImage(width: 4, height: 2, samples: samples)
    let otsu = try #require(OtsuThreshold(image))
    #expect((7_000..<50_000).contains(Int(otsu.value)))
    #expect(image.binarized().samples == samples.map { $0 < 20_000 ? 0 : 65_535 })
    #expect(otsu.inkMean < 0.2 && otsu.paperMean > 0.7)
  }

  @Test func otsuHasNoThresholdForOneGray() {
    #expect(OtsuThreshold(GrayImage(width: 3, height: 3, filledWith: 1_000)) == nil)
  }

  @Test func noiseOfAnEmptyPageDoesNotBecomeInk() {
    let paper = GrayImage(width: 4, height: 1, samples: [60_000, 65_000, 62_000, 65_535])
    #expect(paper.binarized() == GrayImage(width: 4, height: 1))
    let ink = GrayImage(width: 2, height: 1, samples: [100, 9_000])
    #expect(ink.binarized() == GrayImage(width: 2, height: 1, filledWith: 0))
  }

  @Test func roundingTo8BitsKeeps8BitValuesAndTakesTheNearest() {
    let image = GrayImage(width: 4, height: 1, samples: [257, 385, 386, 65_535])
    #expect(image.roundedTo8Bits().samples == [257, 257, 514, 65_535])
  }
}

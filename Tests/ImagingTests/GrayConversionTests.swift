import Imaging
import Testing

@Suite struct GrayConversionTests {
  func gray(_ model: Raster.ColorModel, _ samples: Raster.Samples) -> [UInt16] {
    GrayImage(
      Raster(width: samples.count / model.channels, height: 1, colorModel: model, samples: samples)
    ).samples
  }

  @Test func graySamplesKeepTheirValue() {
    let all = (0...255).map { UInt8($0) }
    #expect(gray(.gray, .bits8(all)) == all.map { UInt16($0) * 257 })
    #expect(gray(.gray, .bits16([0, 1, 40_000, 65_535])) == [0, 1, 40_000, 65_535])
  }

  @Test func neutralColoursKeepTheirValue() {
    for value in 0...255 {
      let sample = UInt8(value)
      #expect(gray(.rgb, .bits8([sample, sample, sample])) == [UInt16(value) * 257])
    }
    #expect(gray(.rgb, .bits16([12_345, 12_345, 12_345])) == [12_345])
    #expect(gray(.rgb, .bits16([65_535, 65_535, 65_535])) == [65_535])
  }

  @Test func primariesWeighAsRec601Says() {
    let primaries = gray(.rgb, .bits8([255, 0, 0, 0, 255, 0, 0, 0, 255]))
    for (value, weight) in zip(primaries, [0.299, 0.587, 0.114]) {
      #expect(abs(Double(value) / 65_535 - weight) < 2e-5)
    }
  }

  @Test func transparencyShowsWhite() {
    // Opaque black, half black, clear black.
    #expect(gray(.grayAlpha, .bits8([0, 255, 0, 51, 0, 0])) == [0, 52_428, 65_535])
    #expect(gray(.rgba, .bits8([0, 0, 0, 255, 9, 9, 9, 0])) == [0, 65_535])
    #expect(gray(.grayAlpha, .bits16([20_000, 65_535, 20_000, 0])) == [20_000, 65_535])
    #expect(gray(.rgba, .bits16([0, 0, 0, 13_107])) == [52_428])
  }
}

import Imaging
import Testing

@Suite struct SquaredErrorTests {
  @Test func blackAgainstWhiteIsOne() {
    let error = SquaredError(
      GrayImage(width: 3, height: 2, filledWith: 0), GrayImage(width: 3, height: 2, filledWith: 65_535))
    #expect(error.mean == 1)
    #expect(error.root == 1)
    #expect(error.peakSignalToNoise == 0)
  }

  @Test func equalImagesHaveNoErrorAndInfinitePeakSignalToNoise() {
    let image = GrayImage(width: 2, height: 2, samples: [0, 7, 30_000, 65_535])
    #expect(SquaredError(image, image).root == 0)
    #expect(SquaredError(image, image).peakSignalToNoise == .infinity)
  }

  @Test func oneTenthOnHalfOfThePixels() {
    // A difference of 0.1 on one of two pixels: mean 0.005, root 0.0707107, 23.0103 dB.
    let error = SquaredError(
      GrayImage(width: 2, height: 1, samples: [0, 0]), GrayImage(width: 2, height: 1, samples: [6_554, 0]))
    #expect(abs(error.mean - 0.005) < 1e-6)
    #expect(abs(error.root - 0.070711) < 1e-5)
    #expect(abs(error.peakSignalToNoise - 23.0103) < 1e-2)
  }

  @Test func poolingWeighsPixelsAndTheMeanWeighsPages() {
    let black = GrayImage(width: 1, height: 1, filledWith: 0)
    let large = GrayImage(width: 3, height: 1, filledWith: 0)
    var errors = PageErrors()
    errors.add(SquaredError(black, GrayImage(width: 1, height: 1)))
    errors.add(SquaredError(large, large))
    #expect(errors.pages == 2)
    #expect(errors.meanRoot == 0.5)
    #expect(errors.pooled.mean == 0.25)
    #expect(errors.pooled.root == 0.5)
    errors.add(SquaredError(large, large))
    #expect(abs(errors.meanRoot - 1.0 / 3) < 1e-12)
    #expect(abs(errors.pooled.mean - 1.0 / 7) < 1e-12)
  }
}

import Imaging
import Testing

@Suite struct ErrorByPlaceTests {
  @Test func edgesReachTwoPixelsFromInk() {
    var reference = GrayImage(width: 9, height: 8)
    reference.samples[3 * 9 + 4] = 0
    let places = ErrorByPlace(GrayImage(width: 9, height: 8, filledWith: 0), reference)
    #expect(places.edges.count == 25)
    // All but the pixel of ink itself are wrong by one.
    #expect(abs(places.edges.mean - 24.0 / 25) < 1e-12)
    #expect(places.background.count == 72 - 25)
    #expect(places.background.mean == 1)
  }

  @Test func inkIsWhatIsDarkerThanOneHalf() {
    let darker = GrayImage(width: 1, height: 1, filledWith: 32_767)
    let lighter = GrayImage(width: 1, height: 1, filledWith: 32_768)
    #expect(ErrorByPlace(darker, darker).edges.count == 1)
    #expect(ErrorByPlace(lighter, lighter).edges.count == 0)
  }

  /// Against the definition, pixel by pixel, on random pages; those smaller than the reach too.
  @Test(arguments: [(1, 1), (2, 3), (5, 1), (17, 11), (40, 9)])
  func placesAreThoseOfTheDefinition(width: Int, height: Int) {
    let count = width * height
    var state: UInt64 = 7
    func next() -> UInt16 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt16(truncatingIfNeeded: state >> 40)
    }
    let image = GrayImage(width: width, height: height, samples: (0..<count).map { _ in next() })
    let reference = GrayImage(
      width: width, height: height, samples: (0..<count).map { _ in next() < 3_000 ? 9_000 : 60_000 })
    var edges = 0.0
    var pixels = 0
    for y in 0..<height {
      for x in 0..<width {
        let isNearInk = (max(0, y - 2)...min(height - 1, y + 2)).contains { row in
          (max(0, x - 2)...min(width - 1, x + 2)).contains { reference.samples[row * width + $0] == 9_000 }
        }
        guard isNearInk else { continue }
        let difference = Double(image.samples[y * width + x]) - Double(reference.samples[y * width + x])
        edges += difference * difference / (65_535.0 * 65_535.0)
        pixels += 1
      }
    }
    let places = ErrorByPlace(image, reference)
    #expect(places.edges.count == pixels)
    #expect(abs(places.edges.mean * Double(pixels) - edges) < 1e-9 * Double(count))
    #expect(places.total == SquaredError(image, reference))
  }

  @Test func sharesAddUpOverPages() {
    let black = GrayImage(width: 4, height: 1, filledWith: 0)
    let white = GrayImage(width: 12, height: 1)
    let both = ErrorByPlace(GrayImage(width: 4, height: 1), black) + ErrorByPlace(white, white)
    #expect(both.edgePixelShare == 0.25)
    #expect(both.edgeErrorShare == 1)
    #expect(ErrorByPlace().edgePixelShare == 0 && ErrorByPlace().edgeErrorShare == 0)
  }
}

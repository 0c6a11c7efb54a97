import Imaging
import Testing

@Suite struct FilterTests {
  private let ramp: FloatImage = {
    var image = FloatImage(width: 37, height: 23, filledWith: 0)
    image.map { _, x, y in Float(x) * 0.01 + Float(y) * 0.02 }
    return image
  }()

  @Test(arguments: [0.2, 0.7, 3, 40]) func blurKeepsOneGrayAndTheMean(sigma: Double) {
    let flat = FloatImage(width: 13, height: 7, filledWith: 0.4).blurred(sigma: sigma)
    #expect(flat.values.allSatisfy { abs($0 - 0.4) < 1e-5 })
    let blurred = ramp.blurred(sigma: sigma)
    let means = [ramp, blurred].map { $0.values.reduce(0, +) / Float($0.values.count) }
    #expect(abs(means[0] - means[1]) < 1e-4)
  }

  @Test func blurOfAPointIsTheGaussian() {
    var point = FloatImage(width: 41, height: 41, filledWith: 0)
    point.values[20 * 41 + 20] = 1
    let blurred = point.blurred(sigmaX: 2, sigmaY: 3)
    var (sum, spreadX, spreadY) = (Float(0), Float(0), Float(0))
    for y in 0..<41 {
      for x in 0..<41 {
        let value = blurred.values[y * 41 + x]
        sum += value
        spreadX += value * Float((x - 20) * (x - 20))
        spreadY += value * Float((y - 20) * (y - 20))
      }
    }
    #expect(abs(sum - 1) < 1e-4 && abs(spreadX - 4) < 0.2 && abs(spreadY - 9) < 0.4)
  }

  @Test func smoothingSpreadsAPointOverItsNeighbours() {
    for (width, height) in [(1, 1), (1, 5), (6, 2), (13, 7)] {
      #expect(GrayImage(width: width, height: height, filledWith: 777).smoothed.samples.allSatisfy { $0 == 777 })
    }
    var point = GrayImage(width: 5, height: 4, filledWith: 0)
    point.samples[1 * 5 + 2] = 1600
    point.samples[3 * 5 + 0] = 160
    let expected: [UInt16] = [
      0, 100, 200, 100, 0,
      0, 200, 400, 200, 0,
      30, 110, 200, 100, 0,
      90, 30, 0, 0, 0,
    ]
    #expect(point.smoothed.samples == expected)
  }

  @Test func resamplingKeepsOneGrayAndRamps() {
    for (width, height) in [(74, 46), (19, 12), (1, 1), (37, 200), (36, 23)] {
      let flat = FloatImage(width: 37, height: 23, filledWith: 0.3).resampled(width: width, height: height)
      #expect(flat.width == width && flat.height == height)
      #expect(flat.values.allSatisfy { abs($0 - 0.3) < 1e-5 })
    }
    let twice = ramp.resampled(width: 74, height: 46)
    for (x, y) in [(20, 20), (41, 31)] {
      let expected = Float((Double(x) + 0.5) / 2 - 0.5) * 0.01 + Float((Double(y) + 0.5) / 2 - 0.5) * 0.02
      #expect(abs(twice.values[y * 74 + x] - expected) < 1e-4)
    }
    #expect(ramp.resampled(width: 37, height: 23) == ramp)
  }

  @Test func croppingAndFlippingTakeTheRightPixels() {
    let part = ramp.crop(x: 5, y: 7, width: 3, height: 2)
    #expect(part.values[0] == ramp.values[7 * 37 + 5] && part.values[5] == ramp.values[8 * 37 + 7])
    let flipped = part.flipped(horizontally: true, vertically: true)
    #expect(flipped.values == part.values.reversed())
    #expect(part.flipped(horizontally: true, vertically: false).values[0] == part.values[2])
  }
}

import Foundation
import Imaging
import Testing

@Suite struct StructuralSimilarityTests {
  /// The definition, position by position, in double precision.
  func plain(_ left: GrayImage, _ right: GrayImage) -> Double {
    func window(_ side: Int) -> [Double] {
      let length = min(11, side % 2 == 0 ? side - 1 : side)
      let raw = (0..<length).map { exp(-pow(Double($0 - length / 2), 2) / 4.5) }
      return raw.map { $0 / raw.reduce(0, +) }
    }
    let across = window(left.width)
    let down = window(left.height)
    var total = 0.0
    var positions = 0
    for top in 0...(left.height - down.count) {
      for start in 0...(left.width - across.count) {
        var x = 0.0
        var y = 0.0
        var xx = 0.0
        var yy = 0.0
        var xy = 0.0
        for (i, a) in down.enumerated() {
          for (j, b) in across.enumerated() {
            let place = (top + i) * left.width + start + j
            let u = Double(left.samples[place]) / 65_535
            let v = Double(right.samples[place]) / 65_535
            x += a * b * u
            y += a * b * v
            xx += a * b * u * u
            yy += a * b * v * v
            xy += a * b * u * v
          }
        }
        total +=
          (2 * x * y + 1e-4) * (2 * (xy - x * y) + 9e-4)
          / ((x * x + y * y + 1e-4) * (xx - x * x + yy - y * y + 9e-4))
        positions += 1
      }
    }
    return total / Double(positions)
  }

  func noise(width: Int, height: Int, seed: UInt64) -> GrayImage {
    var state = seed
    let samples = (0..<width * height).map { _ -> UInt16 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt16(truncatingIfNeeded: state >> 40)
    }
    return GrayImage(width: width, height: height, samples: samples)
  }

  @Test(arguments: [(11, 11), (23, 14), (12, 31), (5, 40), (1, 1), (4, 3), (2, 2)])
  func followsTheDefinition(width: Int, height: Int) {
    let left = noise(width: width, height: height, seed: 1)
    var right = noise(width: width, height: height, seed: 2)
    right.samples = zip(left.samples, right.samples).map { ($0 / 4) * 3 + $1 / 4 }
    #expect(abs(structuralSimilarity(left, right) - plain(left, right)) < 1e-4)
  }

  @Test func equalImagesAreOne() {
    let image = noise(width: 40, height: 20, seed: 3)
    #expect(abs(structuralSimilarity(image, image) - 1) < 1e-6)
  }

  @Test func flatImagesCompareByLuminanceAlone() {
    // Means 0 and 1, no variance: C1 / (1 + C1).
    let similarity = structuralSimilarity(
      GrayImage(width: 12, height: 12, filledWith: 0), GrayImage(width: 12, height: 12))
    #expect(abs(similarity - 0.0001 / 1.0001) < 1e-7)
  }
}

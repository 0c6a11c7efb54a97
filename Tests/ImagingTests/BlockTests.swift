import Imaging
import Testing

@Suite struct BlockTests {
  /// A picture without regularity, the same for the same size.
  private func noise(_ width: Int, _ height: Int) -> GrayImage {
    var state = UInt64(width * 77 + height)
    return GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt16(truncatingIfNeeded: state >> 40)
      })
  }

  private static let sizes = [(1, 1), (1, 9), (13, 1), (7, 5), (31, 18), (40, 41)]

  @Test(arguments: sizes, [1, 2, 3, 7, 50]) func blocksHaveTheMeanOfTheirPixels(size: (Int, Int), factor: Int) {
    let image = noise(size.0, size.1)
    let means = image.blockMeans(factor)
    #expect(means.width == (size.0 + factor - 1) / factor && means.height == (size.1 + factor - 1) / factor)
    for row in 0..<means.height {
      for column in 0..<means.width {
        let rows = row * factor..<min((row + 1) * factor, size.1)
        let columns = column * factor..<min((column + 1) * factor, size.0)
        let sum = rows.reduce(0) { sum, y in columns.reduce(sum) { $0 + Int(image.samples[y * size.0 + $1]) } }
        #expect(Int(means.samples[row * means.width + column]) == sum / (rows.count * columns.count))
      }
    }
  }

  @Test(arguments: sizes, [0, 1, 2, 5, 20]) func aClosingIsTheLeastOfTheGreatest(size: (Int, Int), radius: Int) {
    let image = noise(size.0, size.1)
    func over(_ samples: [UInt16], _ pick: ([UInt16]) -> UInt16) -> [UInt16] {
      (0..<size.0 * size.1).map { index in
        let (x, y) = (index % size.0, index / size.0)
        let square = (max(0, y - radius)...min(size.1 - 1, y + radius)).flatMap { y in
          (max(0, x - radius)...min(size.0 - 1, x + radius)).map { samples[y * size.0 + $0] }
        }
        return pick(square)
      }
    }
    let expected = over(over(image.samples) { $0.max() ?? 0 }) { $0.min() ?? 0 }
    #expect(image.closed(radius: radius).samples == expected)
  }
}

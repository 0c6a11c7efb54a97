import Imaging

extension GrayImage {
  /// Draws a rectangle whose gray a function gives.
  mutating func fill(_ box: PixelBox, with gray: (_ x: Int, _ y: Int) -> UInt16) {
    for y in box.y..<box.maxY { for x in box.x..<box.maxX { samples[y * width + x] = gray(x, y) } }
  }

  /// The page with a part of its cleaning.
  func partly(cleanedTo cleaned: GrayImage, strength: Float) -> GrayImage {
    let samples = zip(samples, cleaned.samples).map { UInt16(Float($0) + strength * (Float($1) - Float($0))) }
    return GrayImage(width: width, height: height, samples: samples)
  }
}

import Foundation

extension FloatImage {
  /// The image convolved with a Gaussian, separably; beyond its borders the image is mirrored.
  ///
  /// - Parameters:
  ///   - sigmaX: Standard deviation along rows in pixels; 0 or less leaves rows as they are.
  ///   - sigmaY: Standard deviation along columns in pixels.
  public func blurred(sigmaX: Double, sigmaY: Double) -> FloatImage {
    var result = self
    if let kernel = gaussianKernel(sigmaX) { result = result.convolvedRows(kernel) }
    if let kernel = gaussianKernel(sigmaY) { result = result.convolvedColumns(kernel) }
    return result
  }

  /// The image convolved with a round Gaussian of a standard deviation in pixels.
  public func blurred(sigma: Double) -> FloatImage { blurred(sigmaX: sigma, sigmaY: sigma) }

  /// Every row convolved with a symmetric kernel of odd length.
  private func convolvedRows(_ kernel: [Float]) -> FloatImage {
    let radius = kernel.count / 2
    var result = self
    var line = [Float](repeating: 0, count: width + 2 * radius)
    for y in 0..<height {
      for i in 0..<line.count { line[i] = values[y * width + mirrored(i - radius, in: width)] }
      line.withUnsafeBufferPointer { line in
        result.values.withUnsafeMutableBufferPointer { output in
          for x in 0..<width {
            var sum: Float = 0
            for k in 0..<kernel.count { sum += kernel[k] * line[x + k] }
            output[y * width + x] = sum
          }
        }
      }
    }
    return result
  }

  /// Every column convolved with a symmetric kernel of odd length, row by row.
  private func convolvedColumns(_ kernel: [Float]) -> FloatImage {
    let radius = kernel.count / 2
    var result = FloatImage(width: width, height: height, filledWith: 0)
    values.withUnsafeBufferPointer { input in
      result.values.withUnsafeMutableBufferPointer { output in
        for y in 0..<height {
          for k in 0..<kernel.count {
            let line = mirrored(y + k - radius, in: height) * width
            let weight = kernel[k]
            for x in 0..<width { output[y * width + x] += weight * input[line + x] }
          }
        }
      }
    }
    return result
  }
}

/// The kernel of a Gaussian out to three standard deviations, of sum 1; `nil` where it is a single one.
private func gaussianKernel(_ sigma: Double) -> [Float]? {
  let radius = Int((3 * sigma).rounded(.up))
  guard radius > 0 else { return nil }
  let values = (-radius...radius).map { exp(-Double($0 * $0) / (2 * sigma * sigma)) }
  let sum = values.reduce(0, +)
  return values.map { Float($0 / sum) }
}

/// A place mirrored into `0..<count` at the borders, as often as it takes.
func mirrored(_ place: Int, in count: Int) -> Int {
  let period = 2 * count
  let inside = ((place % period) + period) % period
  return inside < count ? inside : period - 1 - inside
}

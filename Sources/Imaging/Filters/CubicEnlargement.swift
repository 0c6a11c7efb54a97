extension GrayImage {
  /// The image at a larger size by cubic convolution, which keeps the edges of strokes steeper than linear interpolation.
  ///
  /// - Precondition: No side shrinks.
  /// - SeeAlso: Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Transactions on Acoustics, Speech
  ///   and Signal Processing 29(6), 1981, with a = −1/2.
  public func enlarged(width newWidth: Int, height newHeight: Int) -> GrayImage {
    precondition(newWidth >= width && newHeight >= height)
    let columns = (0..<newWidth).map { CubicTap(place: $0, from: width, to: newWidth) }
    let rows = (0..<newHeight).map { CubicTap(place: $0, from: height, to: newHeight) }
    var wide = [Float](repeating: 0, count: newWidth * height)
    samples.withUnsafeBufferPointer { source in
      wide.withUnsafeMutableBufferPointer { wide in
        for y in 0..<height {
          let line = y * width
          for (x, tap) in columns.enumerated() {
            let samples = SIMD4(
              Float(source[line + tap.places.0]), Float(source[line + tap.places.1]),
              Float(source[line + tap.places.2]), Float(source[line + tap.places.3]))
            wide[y * newWidth + x] = (samples * tap.weights).sum()
          }
        }
      }
    }
    let output = [UInt16](unsafeUninitializedCapacity: newWidth * newHeight) { output, initialized in
      wide.withUnsafeBufferPointer { wide in
        for (y, tap) in rows.enumerated() {
          let lines = (
            tap.places.0 * newWidth, tap.places.1 * newWidth, tap.places.2 * newWidth, tap.places.3 * newWidth
          )
          for x in 0..<newWidth {
            let value =
              wide[lines.0 + x] * tap.weights[0] + wide[lines.1 + x] * tap.weights[1]
              + wide[lines.2 + x] * tap.weights[2] + wide[lines.3 + x] * tap.weights[3]
            output[y * newWidth + x] = UInt16(min(max(value + 0.5, 0), 65535))
          }
        }
      }
      initialized = newWidth * newHeight
    }
    return GrayImage(width: newWidth, height: newHeight, samples: output)
  }
}

/// The four places of a line that make a place of the enlarged one, and how much each counts; the line goes on beyond its
/// ends as it ends.
private struct CubicTap {
  let places: (Int, Int, Int, Int)
  let weights: SIMD4<Float>

  init(place: Int, from count: Int, to newCount: Int) {
    let centre = (Double(place) + 0.5) * Double(count) / Double(newCount) - 0.5
    let first = Int(centre.rounded(.down))
    let t = Float(centre - Double(first))
    func clamped(_ place: Int) -> Int { min(max(place, 0), count - 1) }
    places = (clamped(first - 1), clamped(first), clamped(first + 1), clamped(first + 2))
    weights =
      SIMD4(
        ((-t + 2) * t - 1) * t, (3 * t - 5) * t * t + 2, ((-3 * t + 4) * t + 1) * t, (t - 1) * t * t
      ) * 0.5
  }
}

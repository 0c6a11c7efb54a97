#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// The mean structural similarity (SSIM) of two images, 1 for equal ones.
///
/// An 11×11 Gaussian window of standard deviation 1.5, K₁ = 0.01, K₂ = 0.03, dynamic range 1, over the
/// positions where the window lies inside the image, without downsampling. Along a side shorter than 11 pixels
/// the window has the largest odd length that fits.
///
/// - Precondition: The sizes are equal.
/// - Complexity: 110 multiply-adds a pixel; memory for 60 rows.
/// - SeeAlso: Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From Error Visibility to Structural
///   Similarity", IEEE Transactions on Image Processing 13(4), 2004.
public func structuralSimilarity(_ image: GrayImage, _ reference: GrayImage) -> Double {
  precondition(image.width == reference.width && image.height == reference.height)
  let horizontal = gaussianWindow(fitting: image.width)
  let vertical = gaussianWindow(fitting: image.height)
  let columns = image.width - horizontal.count + 1
  let rows = image.height - vertical.count + 1
  // The five moments of a row, x, y, x², y², xy, as [5, width]; then filtered along the row, as a ring of
  // [rows of the window, 5, columns]; then filtered along the column, as [5, columns].
  var moments = [Float](repeating: 0, count: 5 * image.width)
  var ring = [Float](repeating: 0, count: vertical.count * 5 * columns)
  var windowed = [Float](repeating: 0, count: 5 * columns)
  var total = 0.0
  for row in 0..<image.height {
    fillMoments(&moments, image, reference, row: row)
    let slot = row % vertical.count
    for moment in 0..<5 {
      filterRow(
        moments, from: moment * image.width, into: &ring, at: (slot * 5 + moment) * columns,
        count: columns, horizontal)
    }
    guard row >= vertical.count - 1 else { continue }
    windowed.withUnsafeMutableBufferPointer { output in
      ring.withUnsafeBufferPointer { ring in
        for i in 0..<output.count { output[i] = 0 }
        for (tap, weight) in vertical.enumerated() {
          let start = (row + 1 + tap) % vertical.count * 5 * columns
          for i in 0..<5 * columns { output[i] += weight * ring[start + i] }
        }
      }
    }
    total += similaritySum(windowed, columns: columns)
  }
  return total / (Double(rows) * Double(columns))
}

private func gaussianWindow(fitting side: Int) -> [Float] {
  let length = min(11, side % 2 == 0 ? side - 1 : side)
  let weights = (0..<length).map { tap in
    let distance = Double(tap - length / 2)
    return exp(-distance * distance / (2 * 1.5 * 1.5))
  }
  let sum = weights.reduce(0, +)
  return weights.map { Float($0 / sum) }
}

private func fillMoments(_ moments: inout [Float], _ image: GrayImage, _ reference: GrayImage, row: Int) {
  let width = image.width
  moments.withUnsafeMutableBufferPointer { moments in
    image.samples.withUnsafeBufferPointer { left in
      reference.samples.withUnsafeBufferPointer { right in
        for i in 0..<width {
          let x = Float(left[row * width + i]) * (1 / 65_535)
          let y = Float(right[row * width + i]) * (1 / 65_535)
          moments[i] = x
          moments[width + i] = y
          moments[2 * width + i] = x * x
          moments[3 * width + i] = y * y
          moments[4 * width + i] = x * y
        }
      }
    }
  }
}

private func filterRow(
  _ input: [Float], from start: Int, into output: inout [Float], at place: Int, count: Int, _ window: [Float]
) {
  input.withUnsafeBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      for i in 0..<count { output[place + i] = 0 }
      for (tap, weight) in window.enumerated() {
        for i in 0..<count { output[place + i] += weight * input[start + tap + i] }
      }
    }
  }
}

private func similaritySum(_ windowed: [Float], columns: Int) -> Double {
  let c1: Float = 0.01 * 0.01
  let c2: Float = 0.03 * 0.03
  return windowed.withUnsafeBufferPointer { values in
    var sum = 0.0
    for i in 0..<columns {
      let x = values[i]
      let y = values[columns + i]
      let varianceX = values[2 * columns + i] - x * x
      let varianceY = values[3 * columns + i] - y * y
      let covariance = values[4 * columns + i] - x * y
      let likeness = (2 * x * y + c1) * (2 * covariance + c2)
      sum += Double(likeness / ((x * x + y * y + c1) * (varianceX + varianceY + c2)))
    }
    return sum
  }
}

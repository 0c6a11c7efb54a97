extension GrayImage {
  /// The image convolved with the binomial kernel of 3×3 pixels, whose standard deviation is 0.7 pixels; beyond its borders its
  /// outermost pixels go on.
  public var smoothed: GrayImage {
    var rows = (0..<3).map { _ in [UInt32](repeating: 0, count: width) }
    let smoothed = [UInt16](unsafeUninitializedCapacity: samples.count) { output, initialized in
      for y in 0..<height {
        if y == 0 { for row in -1...0 { sumAlongRow(0, into: &rows[(row + 3) % 3]) } }
        sumAlongRow(min(y + 1, height - 1), into: &rows[(y + 1) % 3])
        let (above, here, below) = (rows[(y + 2) % 3], rows[y % 3], rows[(y + 1) % 3])
        for x in 0..<width { output[y * width + x] = UInt16((above[x] + 2 * here[x] + below[x] + 8) / 16) }
      }
      initialized = samples.count
    }
    return GrayImage(width: width, height: height, samples: smoothed)
  }

  /// Each pixel of a row twice, and its neighbours.
  private func sumAlongRow(_ y: Int, into sums: inout [UInt32]) {
    samples[y * width..<(y + 1) * width].withUnsafeBufferPointer { row in
      for x in 0..<width {
        sums[x] = UInt32(row[max(0, x - 1)]) + 2 * UInt32(row[x]) + UInt32(row[min(width - 1, x + 1)])
      }
    }
  }
}

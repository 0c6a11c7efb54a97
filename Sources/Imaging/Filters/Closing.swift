extension GrayImage {
  /// The grey closing by a square of `2 * radius + 1` pixels a side: what is darker than its surroundings and too narrow
  /// for the square is filled up to them, all else stays.
  ///
  /// Beyond the borders there is nothing, neither dark nor light.
  ///
  /// - Complexity: O(pixels · radius).
  /// - Precondition: `radius` is at least 0.
  /// - SeeAlso: Serra, "Image Analysis and Mathematical Morphology", 1982, chapter XII.
  public func closed(radius: Int) -> GrayImage {
    dilated(radius: radius).eroded(radius: radius)
  }

  /// The grey dilation by a square of `2 * radius + 1` pixels a side: each pixel becomes the lightest around it.
  ///
  /// - Complexity: O(pixels · radius).
  /// - Precondition: `radius` is at least 0.
  public func dilated(radius: Int) -> GrayImage {
    precondition(radius >= 0)
    return extremes(radius: radius, neutral: .min) { max($0, $1) }
  }

  /// The grey erosion by a square of `2 * radius + 1` pixels a side: each pixel becomes the darkest around it.
  ///
  /// - Complexity: O(pixels · radius).
  /// - Precondition: `radius` is at least 0.
  public func eroded(radius: Int) -> GrayImage {
    precondition(radius >= 0)
    return extremes(radius: radius, neutral: .max) { min($0, $1) }
  }

  /// Each pixel replaced by the extreme of the square around it.
  @inline(__always)
  private func extremes(radius: Int, neutral: UInt16, _ extreme: (UInt16, UInt16) -> UInt16) -> GrayImage {
    let rows = extremesAlongRows(radius: radius, neutral: neutral, extreme)
    var samples = rows
    let (width, height) = (width, height)
    rows.withUnsafeBufferPointer { rows in
      samples.withUnsafeMutableBufferPointer { samples in
        guard let rows = rows.baseAddress, let samples = samples.baseAddress else { return }
        for y in 0..<height {
          for other in max(0, y - radius)..<min(height, y + radius + 1) where other != y {
            takeExtremes(samples + y * width, rows + other * width, count: width, extreme)
          }
        }
      }
    }
    return GrayImage(width: width, height: height, samples: samples)
  }

  @inline(__always)
  private func extremesAlongRows(
    radius: Int, neutral: UInt16, _ extreme: (UInt16, UInt16) -> UInt16
  ) -> [UInt16] {
    let (width, height) = (width, height)
    var line = [UInt16](repeating: neutral, count: width + 2 * radius)
    var result = samples
    line.withUnsafeMutableBufferPointer { line in
      result.withUnsafeMutableBufferPointer { result in
        guard let line = line.baseAddress, let result = result.baseAddress else { return }
        for y in 0..<height {
          (line + radius).update(from: result + y * width, count: width)
          for offset in 0...2 * radius where offset != radius {
            takeExtremes(result + y * width, line + offset, count: width, extreme)
          }
        }
      }
    }
    return result
  }
}

/// Replaces each of `values` by the extreme of it and of its like in `others`.
@inline(__always)
private func takeExtremes(
  _ values: UnsafeMutablePointer<UInt16>, _ others: UnsafePointer<UInt16>, count: Int,
  _ extreme: (UInt16, UInt16) -> UInt16
) {
  for x in 0..<count { values[x] = extreme(values[x], others[x]) }
}

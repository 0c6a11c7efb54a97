extension GrayImage {
  /// What became of a reduced image, carried over to the image itself.
  ///
  /// Where the reduced image changed from p to q, the change is taken to be q = a · p + b in every square of 3 × 3 pixels,
  /// by least squares; a and b, averaged over the squares that a pixel lies in, vary so little that they can be enlarged
  /// linearly, and a · v + b is then as sharp as the full image's v. Ink turns black with its own edges, and paper white.
  ///
  /// - Parameters:
  ///   - before: This image, reduced by whole squares, `[ceil(height / factor), ceil(width / factor)]`.
  ///   - after: What became of `before`; the same size.
  ///   - factor: Pixels along a side of the squares.
  /// - SeeAlso: He and Sun, "Fast Guided Filter", 2015.
  public func following(_ before: GrayImage, to after: GrayImage, factor: Int) -> GrayImage {
    precondition(before.width == after.width && before.height == after.height)
    precondition(before.width == (width + factor - 1) / factor && before.height == (height + factor - 1) / factor)
    let (slopes, offsets) = localLines(FloatImage(before), FloatImage(after))
    let columns = (0..<width).map { LinearTap(place: $0, factor: factor, count: before.width) }
    var slope = [Float](repeating: 0, count: before.width)
    var offset = slope
    let output = [UInt16](unsafeUninitializedCapacity: samples.count) { output, count in
      for y in 0..<height {
        let tap = LinearTap(place: y, factor: factor, count: before.height)
        let (top, bottom) = (tap.first * before.width, tap.second * before.width)
        for x in 0..<before.width {
          slope[x] = slopes.values[top + x] + (slopes.values[bottom + x] - slopes.values[top + x]) * tap.part
          offset[x] = offsets.values[top + x] + (offsets.values[bottom + x] - offsets.values[top + x]) * tap.part
        }
        for x in 0..<width {
          let tap = columns[x]
          let a = slope[tap.first] + (slope[tap.second] - slope[tap.first]) * tap.part
          let b = offset[tap.first] + (offset[tap.second] - offset[tap.first]) * tap.part
          let value = a * Float(samples[y * width + x]) + b * 65535
          output[y * width + x] = UInt16(min(max(value, 0), 65535) + 0.5)
        }
      }
      count = samples.count
    }
    return GrayImage(width: width, height: height, samples: output)
  }
}

/// The two places of a reduced line between which a place of the full line lies, and how far beyond the first.
private struct LinearTap {
  let first: Int
  let second: Int
  let part: Float

  init(place: Int, factor: Int, count: Int) {
    let position = (Float(place) + 0.5) / Float(factor) - 0.5
    let clamped = min(max(position, 0), Float(count - 1))
    first = Int(clamped)
    second = min(first + 1, count - 1)
    part = clamped - Float(first)
  }
}

/// Variance of gray below which a square is flat, and its change taken as one offset: half a percent of the range, squared.
private let flatness: Float = 1e-4

/// The lines q = a · p + b that fit squares of 3 × 3 pixels best, averaged over the squares around each pixel.
private func localLines(_ p: FloatImage, _ q: FloatImage) -> (slopes: FloatImage, offsets: FloatImage) {
  var (products, squares) = (p, p)
  for i in p.values.indices {
    products.values[i] = p.values[i] * q.values[i]
    squares.values[i] = p.values[i] * p.values[i]
  }
  let (meanP, meanQ) = (p.boxMeans(), q.boxMeans())
  (products, squares) = (products.boxMeans(), squares.boxMeans())
  var (slopes, offsets) = (p, p)
  for i in p.values.indices {
    let (mean, target) = (meanP.values[i], meanQ.values[i])
    let slope = (products.values[i] - mean * target) / (squares.values[i] - mean * mean + flatness)
    slopes.values[i] = slope
    offsets.values[i] = target - slope * mean
  }
  return (slopes.boxMeans(), offsets.boxMeans())
}

extension FloatImage {
  /// The mean of every pixel's square of 3 × 3, the border repeated.
  fileprivate func boxMeans() -> FloatImage {
    var rows = self
    for y in 0..<height {
      let line = y * width
      for x in 0..<width {
        rows.values[line + x] =
          (values[line + max(x - 1, 0)] + values[line + x] + values[line + min(x + 1, width - 1)]) * (1 / 3)
      }
    }
    var result = rows
    for y in 0..<height {
      let (above, below) = (max(y - 1, 0) * width, min(y + 1, height - 1) * width)
      for x in 0..<width {
        result.values[y * width + x] =
          (rows.values[above + x] + rows.values[y * width + x] + rows.values[below + x]) * (1 / 3)
      }
    }
    return result
  }
}

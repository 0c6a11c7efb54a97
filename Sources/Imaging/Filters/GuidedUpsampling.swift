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
    let (slopes, offsets) = localLines(before, after)
    let columns = LinearSteps(pixels: width, squares: before.width, size: factor)
    let rows = LinearSteps(pixels: height, squares: before.height, size: factor)
    var slope = [Float](repeating: 0, count: before.width)
    var offset = slope
    let output = [UInt16](unsafeUninitializedCapacity: samples.count) { output, count in
      for y in 0..<height {
        let (above, below, part) = rows.step(y)
        let (top, bottom) = (above * before.width, below * before.width)
        for x in 0..<before.width {
          slope[x] = slopes.values[top + x] + (slopes.values[bottom + x] - slopes.values[top + x]) * part
          offset[x] = offsets.values[top + x] + (offsets.values[bottom + x] - offsets.values[top + x]) * part
        }
        for x in 0..<width {
          let (left, right, part) = columns.step(x)
          let a = slope[left] + (slope[right] - slope[left]) * part
          let b = offset[left] + (offset[right] - offset[left]) * part
          let value = a * Float(samples[y * width + x]) + b * 65535
          output[y * width + x] = UInt16(min(max(value, 0), 65535) + 0.5)
        }
      }
      count = samples.count
    }
    return GrayImage(width: width, height: height, samples: output)
  }
}

/// Variance of gray below which a square is flat, and its change taken as one offset: half a percent of the range, squared.
private let flatness: Float = 1e-4

/// The lines q = a · p + b that fit squares of 3 × 3 pixels best, averaged over the squares around each pixel.
private func localLines(_ p: GrayImage, _ q: GrayImage) -> (slopes: FloatImage, offsets: FloatImage) {
  let (width, height) = (p.width, p.height)
  var (slopes, offsets) = (
    FloatImage(width: width, height: height, filledWith: 0), FloatImage(width: width, height: height, filledWith: 0)
  )
  let window = BoxMeans(width: width, height: height)
  var (meansP, meansQ, products, squares) = (window, window, window, window)
  var (rowP, rowQ) = ([Float](repeating: 0, count: width), [Float](repeating: 0, count: width))
  func read(row y: Int) {
    for x in 0..<width {
      rowP[x] = Float(p.samples[y * width + x]) * (1 / 65535)
      rowQ[x] = Float(q.samples[y * width + x]) * (1 / 65535)
    }
    meansP.setRow(y) { rowP[$0] }
    meansQ.setRow(y) { rowQ[$0] }
    products.setRow(y) { rowP[$0] * rowQ[$0] }
    squares.setRow(y) { rowP[$0] * rowP[$0] }
  }
  for y in -1..<height {
    if y + 1 < height { read(row: y + 1) }
    guard y >= 0 else { continue }
    for x in 0..<width {
      let (mean, target) = (meansP.mean(x: x, y: y), meansQ.mean(x: x, y: y))
      let variance = squares.mean(x: x, y: y) - mean * mean
      let slope = (products.mean(x: x, y: y) - mean * target) / (variance + flatness)
      slopes.values[y * width + x] = slope
      offsets.values[y * width + x] = target - slope * mean
    }
  }
  slopes.averageSquares()
  offsets.averageSquares()
  return (slopes, offsets)
}

extension FloatImage {
  /// Makes every pixel the mean of its square of 3 × 3, the border repeated.
  fileprivate mutating func averageSquares() {
    var means = BoxMeans(width: width, height: height)
    for y in -1..<height {
      if y + 1 < height { means.setRow(y + 1) { values[(y + 1) * width + $0] } }
      guard y >= 0 else { continue }
      for x in 0..<width { values[y * width + x] = means.mean(x: x, y: y) }
    }
  }
}

/// The means of squares of 3 × 3 pixels, the border repeated, of an image that is read row by row: whole planes of them would take
/// more memory than a page.
private struct BoxMeans {
  private let (width, height): (Int, Int)
  /// The means of three pixels beside one another of the last three rows, row y at y mod 3.
  private var rows: [Float]

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    rows = Array(repeating: 0, count: 3 * width)
  }

  /// Reads a row; one after the other from the first.
  mutating func setRow(_ y: Int, _ value: (_ x: Int) -> Float) {
    let row = y % 3 * width
    var (left, middle) = (value(0), value(0))
    for x in 0..<width {
      let right = value(min(x + 1, width - 1))
      rows[row + x] = (left + middle + right) * (1 / 3)
      (left, middle) = (middle, right)
    }
  }

  /// The mean of a square, of which the row below its middle is the last that was read.
  func mean(x: Int, y: Int) -> Float {
    let (above, below) = (max(y - 1, 0) % 3 * width, min(y + 1, height - 1) % 3 * width)
    return (rows[above + x] + rows[y % 3 * width + x] + rows[below + x]) * (1 / 3)
  }
}

extension GrayImage {
  /// The size of the squares in which the longer side has at most so many.
  ///
  /// - Precondition: `squares` is at least 1.
  public func squareSize(forAtMost squares: Int) -> Int { (max(width, height) + squares - 1) / squares }

  /// Calls a function with the place of each pixel in a square.
  ///
  /// - Parameters:
  ///   - square: The place of the square among those that ``blockMeans(_:)`` makes.
  ///   - size: Pixels a side of the squares.
  public func forEachPlace(inSquare square: Int, ofSize size: Int, _ body: (_ place: Int) -> Void) {
    let columns = (width + size - 1) / size
    let (left, top) = (square % columns * size, square / columns * size)
    for y in top..<min(top + size, height) {
      for place in y * width + left..<y * width + min(left + size, width) { body(place) }
    }
  }

  /// The image in squares of `factor` × `factor` pixels, each by its mean, rounded down; squares that the right or the
  /// lower border cuts by the mean of what is there.
  ///
  /// - Precondition: `factor` is at least 1.
  public func blockMeans(_ factor: Int) -> GrayImage {
    precondition(factor > 0)
    guard factor > 1 else { return self }
    let (columns, rows) = ((width + factor - 1) / factor, (height + factor - 1) / factor)
    var sums = [UInt32](repeating: 0, count: width)
    let means = [UInt16](unsafeUninitializedCapacity: columns * rows) { output, initialized in
      samples.withUnsafeBufferPointer { input in
        sums.withUnsafeMutableBufferPointer { sums in
          for row in 0..<rows {
            let lines = row * factor..<min((row + 1) * factor, height)
            sums.update(repeating: 0)
            for y in lines {
              let line = y * width
              for x in 0..<width { sums[x] &+= UInt32(input[line + x]) }
            }
            for column in 0..<columns {
              let block = column * factor..<min((column + 1) * factor, width)
              var sum = 0
              for x in block { sum &+= Int(sums[x]) }
              output[row * columns + column] = UInt16(truncatingIfNeeded: sum / (block.count * lines.count))
            }
          }
        }
      }
      initialized = columns * rows
    }
    return GrayImage(width: columns, height: rows, samples: means)
  }
}

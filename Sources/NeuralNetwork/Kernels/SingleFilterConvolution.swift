/// Convolves channels-last maps to one channel, stride 1.
///
/// Sixteen columns of a product would be wasted on one filter. So every output is a scalar product of its window, whose
/// rows lie in memory as they are, and the filter; eight outputs at a time share the loads of the filter.
struct SingleFilterConvolution {
  /// Shape of the input; of all sources together.
  let input: FeatureShape
  /// Shape of the output; one channel.
  let output: FeatureShape
  /// Extent of the filter.
  let kernel: Int
  /// Zeros before each row and column.
  let padding: Int

  /// Output rows of one task.
  private static let rowsOfBlock = 16
  /// Outputs that are computed at a time.
  private static let outputs = FloatVector.scalarCount
  /// Columns that they see.
  private var columns: Int { Self.outputs + kernel - 1 }

  /// Floats of scratch for a worker: a copy of what eight outputs see, and a vector for what is read past it.
  var scratchCount: Int { kernel * columns * input.channels + FloatVector.scalarCount }

  /// Floats of one row of the packed filter.
  private static func rowCount(channels: Int, kernel: Int) -> Int {
    (kernel * channels).roundedUp(to: FloatVector.scalarCount)
  }

  /// Floats that ``packFilter(_:channels:kernel:into:)`` writes.
  static func filterCount(channels: Int, kernel: Int) -> Int { kernel * rowCount(channels: channels, kernel: kernel) }

  /// Fills each row of a filter `[kernel, kernel, in, 1]` up to whole vectors with zeros.
  static func packFilter(
    _ filter: UnsafePointer<Float>, channels: Int, kernel: Int, into result: UnsafeMutablePointer<Float>
  ) {
    let count = kernel * channels
    let rowCount = rowCount(channels: channels, kernel: kernel)
    for row in 0..<kernel {
      (result + row * rowCount).update(from: filter + row * count, count: count)
      (result + row * rowCount + count).update(repeating: 0, count: rowCount - count)
    }
  }

  /// Computes rows of the output.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - filter: From ``packFilter(_:channels:kernel:into:)``.
  func convolve(
    _ sources: [FeatureMap], filter: UnsafePointer<Float>, epilogue: ConvolutionEpilogue, into result: FeatureMap,
    rows: Range<Int>, workers: Workers
  ) {
    let bias = FloatVector(repeating: epilogue.bias?.pointee ?? 0)
    let readsMap = sources.count == 1 && sources[0].replication == 1
    let blocks = (rows.count + Self.rowsOfBlock - 1) / Self.rowsOfBlock
    workers.forEach(result.batch * blocks) { index, scratch in
      let (sample, block) = index.quotientAndRemainder(dividingBy: blocks)
      (scratch + kernel * columns * input.channels).update(repeating: 0, count: FloatVector.scalarCount)
      for y in rows.lowerBound + rows.count * block / blocks..<rows.lowerBound + rows.count * (block + 1) / blocks {
        let target = result.row(y, ofSample: sample)
        let isInside = readsMap && y >= padding && y + kernel - padding <= input.height
        for x in Swift.stride(from: 0, to: output.width, by: Self.outputs) {
          let left = x - padding
          let sums: FloatVector
          if isInside, left >= 0, left + columns <= input.width {
            sums = products(filter) { sources[0].row(y - padding + $0, ofSample: sample) + left * input.channels }
          } else {
            copyWindows(sources, sample: sample, top: y - padding, left: left, into: scratch)
            sums = products(filter) { scratch + $0 * columns * input.channels }
          }
          epilogue.rectify(sums + bias).store(first: output.width - x, to: target + x)
        }
        epilogue.finish(target, count: output.width)
      }
    }
  }

  /// Copies what eight outputs see, with zeros outside the map.
  private func copyWindows(
    _ sources: [FeatureMap], sample: Int, top: Int, left: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let channels = input.channels
    let inside = (left..<left + columns).clamped(to: 0..<input.width)
    for row in 0..<kernel {
      let line = target + row * columns * channels
      line.update(repeating: 0, count: columns * channels)
      guard top + row >= 0, top + row < input.height else { continue }
      FeatureMap.copyColumns(
        inside, ofRow: top + row, of: sources, sample: sample, into: line + (inside.lowerBound - left) * channels)
    }
  }

  /// The scalar products of eight neighbouring windows and the filter.
  ///
  /// Whole vectors are loaded: what lies up to seven floats behind a window's row is multiplied by zero, and must be finite, as
  /// all that maps hold.
  ///
  /// - Parameter row: The beginning of each row of the first window.
  @inline(__always)
  private func products(
    _ filter: UnsafePointer<Float>, _ row: (Int) -> UnsafeMutablePointer<Float>
  ) -> FloatVector {
    let channels = input.channels
    let vectors = Self.rowCount(channels: channels, kernel: kernel) / FloatVector.scalarCount
    var (s0, s1, s2, s3) = (FloatVector.zero, FloatVector.zero, FloatVector.zero, FloatVector.zero)
    var (s4, s5, s6, s7) = (FloatVector.zero, FloatVector.zero, FloatVector.zero, FloatVector.zero)
    var filter = filter
    for index in 0..<kernel {
      var place = UnsafePointer(row(index))
      for _ in 0..<vectors {
        let weights = FloatVector(filter)
        s0.addProduct(weights, FloatVector(place))
        s1.addProduct(weights, FloatVector(place + channels))
        s2.addProduct(weights, FloatVector(place + 2 * channels))
        s3.addProduct(weights, FloatVector(place + 3 * channels))
        s4.addProduct(weights, FloatVector(place + 4 * channels))
        s5.addProduct(weights, FloatVector(place + 5 * channels))
        s6.addProduct(weights, FloatVector(place + 6 * channels))
        s7.addProduct(weights, FloatVector(place + 7 * channels))
        filter += FloatVector.scalarCount
        place += FloatVector.scalarCount
      }
    }
    return FloatVector(lowHalf: Self.sums(s0, s1, s2, s3), highHalf: Self.sums(s4, s5, s6, s7))
  }

  /// The sums of the lanes of four vectors.
  @inline(__always)
  private static func sums(_ a: FloatVector, _ b: FloatVector, _ c: FloatVector, _ d: FloatVector) -> SIMD4<Float> {
    let ab = pairs(a.lowHalf + a.highHalf, b.lowHalf + b.highHalf)
    let cd = pairs(c.lowHalf + c.highHalf, d.lowHalf + d.highHalf)
    return pairs(ab, cd)
  }

  /// The sums of neighbouring lanes of two vectors, one behind another.
  @inline(__always)
  private static func pairs(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    SIMD4(lowHalf: a.evenHalf, highHalf: b.evenHalf) + SIMD4(lowHalf: a.oddHalf, highHalf: b.oddHalf)
  }
}

/// Convolves channels-last maps to one channel, with 3×3 filters and stride 1.
///
/// Sixteen columns of a product would be wasted on one filter. So the nine taps take the columns: every input
/// position is multiplied with each tap once, and an output is the sum of nine neighbours' products.
struct SingleFilterConvolution {
  /// Shape of the input; of all sources together.
  let input: FeatureShape
  /// Shape of the output; one channel.
  let output: FeatureShape
  /// Zeros around the input: 1, or 0 where only valid positions are computed.
  let padding: Int

  /// Output rows that share the products of their inputs.
  private static let rowsOfBlock = 16
  /// Output columns that are done at a time, so that products stay in the cache.
  private static let chunk = 94
  private static let columns = MicroKernel.columns
  /// Floats of products in one row of a chunk.
  private static let lineCount = (chunk + 2) * columns

  /// Floats of scratch for a worker.
  var scratchCount: Int { (Self.rowsOfBlock + 2) * Self.lineCount + (Self.chunk + 2) * input.channels }

  /// Floats that ``packFilter(_:channels:into:)`` writes.
  static func filterCount(channels: Int) -> Int { channels * columns }

  /// Turns a filter `[3, 3, in, 1]` into `[in, 16]`: nine taps, then zeros.
  static func packFilter(
    _ filter: UnsafePointer<Float>, channels: Int, into result: UnsafeMutablePointer<Float>
  ) {
    for channel in 0..<channels {
      for tap in 0..<columns { result[channel * columns + tap] = tap < 9 ? filter[tap * channels + channel] : 0 }
    }
  }

  /// Computes rows of the output.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - filter: From ``packFilter(_:channels:into:)``.
  func convolve(
    _ sources: [FeatureMap], filter: UnsafePointer<Float>, epilogue: ConvolutionEpilogue, into result: FeatureMap,
    rows: Range<Int>, workers: Workers
  ) {
    let blocks = (rows.count + Self.rowsOfBlock - 1) / Self.rowsOfBlock
    let bias = epilogue.bias?.pointee ?? 0
    workers.forEach(result.batch * blocks) { index, scratch in
      let (sample, block) = index.quotientAndRemainder(dividingBy: blocks)
      let first = rows.lowerBound + rows.count * block / blocks
      let end = rows.lowerBound + rows.count * (block + 1) / blocks
      for x in Swift.stride(from: 0, to: output.width, by: Self.chunk) {
        let count = min(Self.chunk, output.width - x)
        for y in first - padding..<end - padding + 2 {
          multiply(
            sources, sample: sample, y: y, columns: x - padding..<x - padding + count + 2, filter,
            into: scratch + (y - first + padding) * Self.lineCount,
            copy: scratch + (Self.rowsOfBlock + 2) * Self.lineCount)
        }
        for y in first..<end {
          let above = scratch + (y - first) * Self.lineCount
          let (here, below) = (above + Self.lineCount, above + 2 * Self.lineCount)
          let target = result.row(y, ofSample: sample) + x
          for column in 0..<count {
            let p = column * Self.columns
            let top = above[p] + above[p + Self.columns + 1] + above[p + 2 * Self.columns + 2]
            let middle = here[p + 3] + here[p + Self.columns + 4] + here[p + 2 * Self.columns + 5]
            let bottom = below[p + 6] + below[p + Self.columns + 7] + below[p + 2 * Self.columns + 8]
            target[column] = top + middle + bottom + bias
          }
          epilogue.activation.apply(target, count: count)
        }
      }
    }
  }

  /// The nine products of every position of a run, zero outside the map.
  private func multiply(
    _ sources: [FeatureMap], sample: Int, y: Int, columns: Range<Int>, _ filter: UnsafePointer<Float>,
    into line: UnsafeMutablePointer<Float>, copy: UnsafeMutablePointer<Float>
  ) {
    let inside = columns.clamped(to: 0..<input.width)
    guard y >= 0, y < input.height, !inside.isEmpty else {
      line.update(repeating: 0, count: columns.count * Self.columns)
      return
    }
    let before = inside.lowerBound - columns.lowerBound
    line.update(repeating: 0, count: before * Self.columns)
    let after = columns.upperBound - inside.upperBound
    (line + (columns.count - after) * Self.columns).update(repeating: 0, count: after * Self.columns)
    var positions = UnsafePointer(copy)
    if sources.count == 1, sources[0].replication == 1 {
      positions = UnsafePointer(sources[0].row(y, ofSample: sample) + inside.lowerBound * input.channels)
    } else {
      DirectConvolution.copyColumns(inside, ofRow: y, of: sources, sample: sample, into: copy)
    }
    MicroKernel(aRow: input.channels, depth: input.channels, cRow: Self.columns)
      .multiply(rows: inside.count, positions, filter, into: line + before * Self.columns)
  }
}

/// Convolves channels-last maps with filters of any size and stride by products of windows and filters.
///
/// Rows are copied with their border of zeros; the windows of neighbouring outputs then overlap in memory, and
/// the product reads them in place: nothing is gathered. A 1×1 convolution reads the map itself.
struct DirectConvolution {
  /// Shape of the input; of all sources together.
  let input: FeatureShape
  /// Shape of the output.
  let output: FeatureShape
  /// Extent of the filters.
  let kernel: Int
  /// Input positions between outputs.
  let stride: Int
  /// Zeros before each row and column.
  let padding: Int

  /// Output positions that are multiplied at a time.
  private static let chunk = 48

  private var isPointwise: Bool { kernel == 1 && stride == 1 }
  /// Filters, rounded up to whole panels.
  private var paddedFilters: Int { output.channels.roundedUp(to: MicroKernel.columns) }
  private var bordered: BorderedRows {
    BorderedRows(input: input, outputWidth: output.width, kernel: kernel, stride: stride, padding: padding)
  }
  /// Floats of scratch before the sums.
  private var borderedCount: Int { isPointwise ? 0 : bordered.floatCount.roundedUp(to: 16) }

  /// Floats of scratch for a worker.
  var scratchCount: Int { borderedCount + Self.chunk * paddedFilters + Self.chunk * input.channels }

  /// Floats that ``packFilters(_:inChannels:outChannels:kernel:use:into:)`` writes.
  static func filterCount(inChannels: Int, outChannels: Int, kernel: Int) -> Int {
    kernel * kernel * inChannels * outChannels.roundedUp(to: MicroKernel.columns)
  }

  /// Puts filters in panels of sixteen output channels.
  ///
  /// - Parameters:
  ///   - filters: `[kernel, kernel, in, out]`; for the input's gradient `[kernel, kernel, out, in]`.
  ///   - result: `[⌈out / 16⌉, kernel, kernel, in, 16]`, zero past the last output channel.
  static func packFilters(
    _ filters: UnsafePointer<Float>, inChannels: Int, outChannels: Int, kernel: Int,
    use: WinogradTransforms.FilterUse, into result: UnsafeMutablePointer<Float>
  ) {
    let columns = MicroKernel.columns
    let taps = kernel * kernel
    var target = result
    for panel in Swift.stride(from: 0, to: outChannels, by: columns) {
      for tap in 0..<taps {
        for channel in 0..<inChannels {
          for place in panel..<panel + columns {
            target.pointee =
              if place >= outChannels {
                0
              } else if use == .forward {
                filters[(tap * inChannels + channel) * outChannels + place]
              } else {
                filters[((taps - 1 - tap) * outChannels + place) * inChannels + channel]
              }
            target += 1
          }
        }
      }
    }
  }

  /// Computes rows of the output.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - filters: From ``packFilters(_:inChannels:outChannels:kernel:use:into:)``.
  ///   - result: `[batch, height, width, filters]`; written, or added to where `accumulates`.
  func convolve(
    _ sources: [FeatureMap], filters: UnsafePointer<Float>, epilogue: ConvolutionEpilogue, into result: FeatureMap,
    rows: Range<Int>, accumulates: Bool = false, workers: Workers
  ) {
    let bordered = bordered
    let blocks = (rows.count + bordered.outputRows - 1) / bordered.outputRows
    let readsMap = isPointwise && sources.count == 1 && sources[0].replication == 1
    workers.forEach(result.batch * blocks) { index, scratch in
      let (sample, block) = index.quotientAndRemainder(dividingBy: blocks)
      let first = rows.lowerBound + rows.count * block / blocks
      let end = rows.lowerBound + rows.count * (block + 1) / blocks
      let sums = scratch + borderedCount
      let copied = sums + Self.chunk * paddedFilters
      if !isPointwise { bordered.copy(first..<end, of: sources, sample: sample, into: scratch) }
      for y in first..<end {
        for x in Swift.stride(from: 0, to: output.width, by: Self.chunk) {
          let count = min(Self.chunk, output.width - x)
          var windows = UnsafePointer(
            scratch + ((y - first) * bordered.rowCount + x * input.channels) * stride)
          if readsMap {
            windows = UnsafePointer(sources[0].row(y, ofSample: sample) + x * input.channels)
          } else if isPointwise {
            FeatureMap.copyColumns(x..<x + count, ofRow: y, of: sources, sample: sample, into: copied)
            windows = UnsafePointer(copied)
          }
          multiply(windows, filters, count: count, into: sums)
          let target = result.row(y, ofSample: sample) + x * output.channels
          finish(sums, count: count, epilogue: epilogue, accumulates: accumulates, into: target)
        }
      }
    }
  }

  /// `[count, windows] · [windows, filters]`.
  private func multiply(
    _ windows: UnsafePointer<Float>, _ filters: UnsafePointer<Float>, count: Int,
    into sums: UnsafeMutablePointer<Float>
  ) {
    let product = MicroKernel(
      aRow: stride * input.channels, aSegment: bordered.rowCount, segments: kernel,
      depth: kernel * input.channels, cRow: paddedFilters)
    let panelCount = kernel * kernel * input.channels * MicroKernel.columns
    for panel in 0..<paddedFilters / MicroKernel.columns {
      product.multiply(
        rows: count, windows, filters + panel * panelCount, into: sums + panel * MicroKernel.columns)
    }
  }

  /// Adds bias and activation and closes the gaps between positions.
  private func finish(
    _ sums: UnsafePointer<Float>, count: Int, epilogue: ConvolutionEpilogue, accumulates: Bool,
    into target: UnsafeMutablePointer<Float>
  ) {
    let filters = output.channels
    for channel in Swift.stride(from: 0, to: filters, by: 8) {
      let bias = epilogue.biases(channel, of: filters)
      let lanes = filters - channel
      for position in 0..<count {
        var value = epilogue.rectify(FloatVector(sums + position * paddedFilters + channel) + bias)
        let place = target + position * filters + channel
        if accumulates { for lane in 0..<min(8, lanes) { value[lane] += place[lane] } }
        value.store(first: lanes, to: place)
      }
    }
    epilogue.finish(target, count: count * filters)
  }
}

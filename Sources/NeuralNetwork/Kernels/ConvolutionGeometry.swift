/// The sizes of one two-dimensional convolution and the gather and scatter that turn it into products.
///
/// Padding does not depend on the extent of the input, `(kernel − 1) / 2` before and the rest after, so that
/// a tile is padded as the page is.
struct ConvolutionGeometry {
  let input: FeatureShape
  let kernel: Int
  let stride: Int
  /// Zeros before each row and column; none where only valid positions are computed.
  let padding: Int
  let outputHeight: Int
  let outputWidth: Int

  init(input: FeatureShape, kernel: Int, stride: Int, isPadded: Bool) {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    padding = isPadded ? (kernel - 1) / 2 : 0
    let reach = isPadded ? 1 : kernel
    outputHeight = input.height < reach ? 0 : (input.height - reach) / stride + 1
    outputWidth = input.width < reach ? 0 : (input.width - reach) / stride + 1
  }

  /// Floats in a patch: the inputs of one output position, `[kernel, kernel, channels]`.
  var patchCount: Int { kernel * kernel * input.channels }
  /// Output positions of one sample.
  var positions: Int { outputHeight * outputWidth }
  /// Whether patches are the input itself, so that nothing has to be gathered.
  var isIdentity: Bool { kernel == 1 && stride == 1 }

  /// Output positions to gather at once, so that patches stay in the second-level cache.
  var blockCount: Int { max(16, min(positions, 512, 98_304 / max(1, patchCount))) }

  /// Calls `body` for the runs of output positions within one row that make up `range`.
  private func forEachRow(
    _ range: Range<Int>, _ body: (_ y: Int, _ columns: Range<Int>, _ offset: Int) -> Void
  ) {
    var position = range.lowerBound
    while position < range.upperBound {
      let y = position / outputWidth
      let x = position - y * outputWidth
      let end = min(outputWidth, x + range.upperBound - position)
      body(y, x..<end, position - range.lowerBound)
      position += end - x
    }
  }

  /// Gathers the patches of a range of output positions (im2col).
  ///
  /// - Parameters:
  ///   - sample: `[height, width, channels]`.
  ///   - patches: `[range.count, kernel, kernel, channels]`, written.
  func gather(
    _ range: Range<Int>, from sample: UnsafePointer<Float>, into patches: UnsafeMutablePointer<Float>
  ) {
    let channels = input.channels
    let rowCount = kernel * channels
    forEachRow(range) { y, columns, offset in
      for kernelRow in 0..<kernel {
        let inputRow = y * stride + kernelRow - padding
        var patch = patches + offset * patchCount + kernelRow * rowCount
        guard inputRow >= 0, inputRow < input.height else {
          for _ in columns {
            patch.update(repeating: 0, count: rowCount)
            patch += patchCount
          }
          continue
        }
        let row = sample + inputRow * input.width * channels
        for x in columns {
          let start = x * stride - padding
          if start >= 0, start + kernel <= input.width {
            patch.copyRun(row + start * channels, count: rowCount)
          } else {
            for kernelColumn in 0..<kernel {
              let column = start + kernelColumn
              let target = patch + kernelColumn * channels
              if column >= 0, column < input.width {
                target.update(from: row + column * channels, count: channels)
              } else {
                target.update(repeating: 0, count: channels)
              }
            }
          }
          patch += patchCount
        }
      }
    }
  }

  /// Adds the patches of a range of output positions back to where they were gathered from (col2im).
  ///
  /// - Parameters:
  ///   - patches: `[range.count, kernel, kernel, channels]`.
  ///   - sample: `[height, width, channels]`, added to.
  func scatter(
    _ range: Range<Int>, from patches: UnsafePointer<Float>, addingTo sample: UnsafeMutablePointer<Float>
  ) {
    let channels = input.channels
    let rowCount = kernel * channels
    forEachRow(range) { y, columns, offset in
      for kernelRow in 0..<kernel {
        let inputRow = y * stride + kernelRow - padding
        guard inputRow >= 0, inputRow < input.height else { continue }
        let row = sample + inputRow * input.width * channels
        var patch = patches + offset * patchCount + kernelRow * rowCount
        for x in columns {
          let start = x * stride - padding
          let first = max(0, -start)
          let last = min(kernel, input.width - start)
          if last > first {
            (row + (start + first) * channels).addRun(patch + first * channels, count: (last - first) * channels)
          }
          patch += patchCount
        }
      }
    }
  }
}

/// Copies of a map's rows with their border of zeros, in which the windows of neighbouring outputs overlap in memory.
struct BorderedRows {
  /// Shape of the input; of all sources together.
  let input: FeatureShape
  /// Extent of the windows.
  let kernel: Int
  /// Input positions between windows.
  let stride: Int
  /// Zeros before each row and column.
  let padding: Int
  /// Columns of a copy: what a row of outputs sees.
  let width: Int

  /// Plans copies for outputs of a width.
  init(input: FeatureShape, outputWidth: Int, kernel: Int, stride: Int, padding: Int) {
    self.input = input
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    width = (outputWidth - 1) * stride + kernel
  }

  private static let largestOutputRows = 8
  /// Floats that the rows of a copy may take beside the first window's.
  private static let largestCount = 32768

  /// Output rows for one copy, so that rows shared by neighbours are copied seldom and stay in the cache.
  var outputRows: Int { max(1, min(Self.largestOutputRows, Self.largestCount / (rowCount * stride))) }
  /// Floats of a row.
  var rowCount: Int { width * input.channels }
  /// Floats of the largest copy; a part of the output never needs more than the whole, though it may take more rows at a time.
  var floatCount: Int {
    kernel * rowCount + min((Self.largestOutputRows - 1) * stride * rowCount, Self.largestCount)
  }

  /// Copies the input rows of some output rows, at most ``outputRows``.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - target: ``floatCount`` floats.
  func copy(
    _ rows: Range<Int>, of sources: [FeatureMap], sample: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let channels = input.channels
    let first = rows.lowerBound * stride - padding
    let before = min(padding, width)
    let inside = max(0, min(input.width, width - padding))
    var line = target
    for y in first..<first + (rows.count - 1) * stride + kernel {
      if y >= 0, y < input.height {
        line.update(repeating: 0, count: before * channels)
        FeatureMap.copyColumns(0..<inside, ofRow: y, of: sources, sample: sample, into: line + before * channels)
        let end = before + inside
        (line + end * channels).update(repeating: 0, count: (width - end) * channels)
      } else {
        line.update(repeating: 0, count: rowCount)
      }
      line += rowCount
    }
  }
}

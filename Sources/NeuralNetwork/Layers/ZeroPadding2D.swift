/// Puts rows and columns of zeros around feature maps.
public struct ZeroPadding2D: Layer {
  /// The name in network files.
  public static let kind = "zeroPadding2d"
  /// The settings of the layer in network files.
  public static let settings = BorderWidths.settings

  private let widths: BorderWidths

  /// Makes a padding of so many rows and columns at each side.
  public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    widths = BorderWidths(top: top, bottom: bottom, left: left, right: right)
  }

  /// Reads a padding; each side is 0 unless given.
  public init(from decoder: any Decoder) throws { widths = try BorderWidths(from: decoder) }

  /// Writes the sides.
  public func encode(to encoder: any Encoder) throws { try widths.encode(to: encoder) }

  /// The output's positions are displaced against the input's, which no tile of a page can be.
  public var footprint: SpatialFootprint? { nil }

  /// `[h, w, c]` → `[h + top + bottom, w + left + right, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try widths.check(layer: Self.kind)
    return FeatureShape(
      height: inputs[0].height + widths.rows, width: inputs[0].width + widths.columns, channels: inputs[0].channels)
  }

  /// Copies rows into zeros.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let channels = pass.output.shape.channels
    let height = pass.input.shape.height
    pass.forEachRow { sample, y in
      let target = pass.output.row(y, ofSample: sample)
      guard (widths.top..<widths.top + height).contains(y) else {
        target.update(repeating: 0, count: pass.output.rowCount)
        return
      }
      let first = target + widths.left * channels
      target.update(repeating: 0, count: widths.left * channels)
      first.update(from: pass.input.row(y - widths.top, ofSample: sample), count: pass.input.rowCount)
      (first + pass.input.rowCount).update(repeating: 0, count: widths.right * channels)
    }
  }

  /// Gives the input its part of the gradient.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    guard let inputGradient = pass.inputGradients[0] else { return }
    let offset = widths.left * pass.output.shape.channels
    pass.workers.forEachRow(of: pass.input, rows: 0..<pass.input.shape.height) { sample, y in
      pass.give(
        0, inputGradient.row(y, ofSample: sample),
        pass.outputGradient.row(y + widths.top, ofSample: sample) + offset, count: pass.input.rowCount)
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    var shape = input.shape
    shape.height += widths.rows
    shape.width += widths.columns
    return input.generate(shape) { sample, y, x, channel in
      let (row, column) = (y - widths.top, x - widths.left)
      guard (0..<input.shape.height).contains(row), (0..<input.shape.width).contains(column) else { return 0 }
      return input[sample, row, column, channel]
    }
  }
}

/// Takes rows and columns away from the sides of feature maps.
public struct Cropping2D: Layer {
  /// The name in network files.
  public static let kind = "cropping2d"
  /// The settings of the layer in network files.
  public static let settings = BorderWidths.settings

  private let widths: BorderWidths

  /// Makes a cropping of so many rows and columns at each side.
  public init(top: Int = 0, bottom: Int = 0, left: Int = 0, right: Int = 0) {
    widths = BorderWidths(top: top, bottom: bottom, left: left, right: right)
  }

  /// Reads a cropping; each side is 0 unless given.
  public init(from decoder: any Decoder) throws { widths = try BorderWidths(from: decoder) }

  /// Writes the sides.
  public func encode(to encoder: any Encoder) throws { try widths.encode(to: encoder) }

  /// The output's positions are displaced against the input's, which no tile of a page can be.
  public var footprint: SpatialFootprint? { nil }

  /// `[h, w, c]` → `[h − top − bottom, w − left − right, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try widths.check(layer: Self.kind)
    guard inputs[0].height > widths.rows, inputs[0].width > widths.columns else {
      throw .unfitInput(layer: Self.kind, reason: "nothing is left of \(inputs[0])")
    }
    return FeatureShape(
      height: inputs[0].height - widths.rows, width: inputs[0].width - widths.columns, channels: inputs[0].channels)
  }

  /// Copies what is left of the rows.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let offset = widths.left * pass.output.shape.channels
    pass.forEachRow { sample, y in
      pass.output.row(y, ofSample: sample).update(
        from: pass.input.row(y + widths.top, ofSample: sample) + offset, count: pass.output.rowCount)
    }
  }

  /// Gives what is left its gradient; what is taken away has none.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let offset = widths.left * pass.output.shape.channels
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      for y in 0..<pass.output.shape.height {
        (inputGradient + (y + widths.top) * pass.input.rowCount + offset).addRun(
          pass.outputGradient.row(y, ofSample: sample), count: pass.output.rowCount)
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    var shape = input.shape
    shape.height -= widths.rows
    shape.width -= widths.columns
    return input.generate(shape) { sample, y, x, channel in
      input[sample, y + widths.top, x + widths.left, channel]
    }
  }
}

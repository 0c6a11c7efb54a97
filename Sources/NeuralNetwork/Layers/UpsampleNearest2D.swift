/// Repeats every position `factor` times in both directions.
public struct UpsampleNearest2D: Layer {
  /// The name in network files.
  public static let kind = "upsampleNearest2d"
  /// The settings of the layer in network files.
  public static let settings = ["factor"]

  /// Repetitions.
  public var factor: Int

  /// Makes an upsampling.
  public init(factor: Int = 2) { self.factor = factor }

  /// Reads an upsampling; `factor` is 2 unless given.
  public init(from decoder: any Decoder) throws {
    factor = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .factor) ?? 2
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { SpatialFootprint(grow: factor) }

  /// `[h, w, c]` → `[h · factor, w · factor, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try Resampling.check(factor: factor, layer: Self.kind)
    return FeatureShape(
      height: inputs[0].height * factor, width: inputs[0].width * factor, channels: inputs[0].channels)
  }

  /// Repeats each position.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let columns = 0..<pass.output.shape.width
    let source = [pass.input.repeated(factor)]
    pass.forEachRow { sample, y in
      DirectConvolution.copyColumns(
        columns, ofRow: y, of: source, sample: sample, into: pass.output.row(y, ofSample: sample))
    }
  }

  /// Adds up the repetitions.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    let inputWidth = pass.input.shape.width
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      for y in 0..<output.height {
        for x in 0..<output.width {
          let gradient = pass.outputGradient.sample(sample) + (y * output.width + x) * channels
          let target = inputGradient + ((y / factor) * inputWidth + x / factor) * channels
          for channel in 0..<channels { target[channel] += gradient[channel] }
        }
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    let shape = FeatureShape(
      height: input.shape.height * factor, width: input.shape.width * factor, channels: input.shape.channels)
    return input.generate(shape) { sample, y, x, channel in input[sample, y / factor, x / factor, channel] }
  }
}

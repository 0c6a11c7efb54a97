/// The inverse of ``PixelUnshuffle``: `[h, w, f·f·c]` → `[h·f, w·f, c]` (Shi et al., sub-pixel convolution, 2016).
public struct PixelShuffle: Layer {
  /// The name in network files.
  public static let kind = "pixelShuffle"
  /// The settings of the layer in network files.
  public static let settings = ["factor"]

  /// Extent of the square that each position becomes.
  public var factor: Int

  /// Makes a shuffle.
  public init(factor: Int = 2) { self.factor = factor }

  /// Reads a shuffle; `factor` is 2 unless given.
  public init(from decoder: any Decoder) throws {
    factor = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .factor) ?? 2
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { SpatialFootprint(grow: factor) }

  /// `[h, w, f·f·c]` → `[h · f, w · f, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try Resampling.check(factor: factor, layer: Self.kind)
    guard inputs[0].channels % (factor * factor) == 0 else {
      throw .unfitInput(
        layer: Self.kind, reason: "\(inputs[0].channels) channels are not a multiple of \(factor * factor)")
    }
    return FeatureShape(
      height: inputs[0].height * factor, width: inputs[0].width * factor,
      channels: inputs[0].channels / (factor * factor))
  }

  /// Moves channels into squares of positions.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let run = factor * pass.output.shape.channels
    let deep = pass.input.shape
    pass.forEachRow { sample, y in
      let (row, inner) = y.quotientAndRemainder(dividingBy: factor)
      let input = pass.input.row(row, ofSample: sample) + inner * run
      let output = pass.output.row(y, ofSample: sample)
      for x in 0..<deep.width { (output + x * run).copyRun(input + x * deep.channels, count: run) }
    }
  }

  /// Moves the gradient back into channels.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    guard let inputGradient = pass.inputGradients[0] else { return }
    let run = factor * pass.output.shape.channels
    let deep = pass.input.shape
    pass.forEachRow { sample, y in
      let (row, inner) = y.quotientAndRemainder(dividingBy: factor)
      let target = inputGradient.row(row, ofSample: sample) + inner * run
      let gradient = pass.outputGradient.row(y, ofSample: sample)
      for x in 0..<deep.width { pass.give(0, target + x * deep.channels, gradient + x * run, count: run) }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    let channels = input.shape.channels / (factor * factor)
    let shape = FeatureShape(
      height: input.shape.height * factor, width: input.shape.width * factor, channels: channels)
    return input.generate(shape) { sample, y, x, channel in
      let square = (y % factor) * factor + x % factor
      return input[sample, y / factor, x / factor, square * channels + channel]
    }
  }
}

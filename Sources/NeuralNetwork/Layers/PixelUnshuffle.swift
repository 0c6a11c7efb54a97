/// Moves each `factor × factor` square of positions into channels: `[h, w, c]` → `[h/f, w/f, f·f·c]`.
///
/// The channel of an output is `(row · f + column) · c + channel`, where row and column count inside the square.
public struct PixelUnshuffle: Layer {
  /// The name in network files.
  public static let kind = "pixelUnshuffle"
  /// The settings of the layer in network files.
  public static let settings = ["factor"]

  /// Extent of the square.
  public var factor: Int

  /// Makes an unshuffle.
  public init(factor: Int = 2) { self.factor = factor }

  /// Reads an unshuffle; `factor` is 2 unless given.
  public init(from decoder: any Decoder) throws {
    factor = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .factor) ?? 2
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { SpatialFootprint(shrink: factor) }

  /// `[h, w, c]` → `[h / f, w / f, f·f·c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try Resampling.check(factor: factor, layer: Self.kind)
    guard inputs[0].height % factor == 0, inputs[0].width % factor == 0 else {
      throw .unfitInput(layer: Self.kind, reason: "\(inputs[0]) is not a multiple of \(factor) in both directions")
    }
    return FeatureShape(
      height: inputs[0].height / factor, width: inputs[0].width / factor,
      channels: inputs[0].channels * factor * factor)
  }

  /// Moves squares of positions into channels.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let run = factor * pass.input.shape.channels
    let deep = pass.output.shape
    pass.forEachRow { sample, y in
      let output = pass.output.row(y, ofSample: sample)
      for inner in 0..<factor {
        let input = pass.input.row(y * factor + inner, ofSample: sample)
        let target = output + inner * run
        for x in 0..<deep.width { (target + x * deep.channels).copyRun(input + x * run, count: run) }
      }
    }
  }

  /// Moves the gradient back into squares.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    guard let inputGradient = pass.inputGradients[0] else { return }
    let run = factor * pass.input.shape.channels
    let deep = pass.output.shape
    pass.forEachRow { sample, y in
      let gradient = pass.outputGradient.row(y, ofSample: sample)
      for inner in 0..<factor {
        let target = inputGradient.row(y * factor + inner, ofSample: sample)
        for x in 0..<deep.width {
          pass.give(0, target + x * run, gradient + x * deep.channels + inner * run, count: run)
        }
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    let channels = input.shape.channels
    let shape = FeatureShape(
      height: input.shape.height / factor, width: input.shape.width / factor,
      channels: channels * factor * factor)
    return input.generate(shape) { sample, y, x, deep in
      let square = deep / channels
      return input[sample, y * factor + square / factor, x * factor + square % factor, deep % channels]
    }
  }
}

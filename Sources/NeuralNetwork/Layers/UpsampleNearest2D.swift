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
      FeatureMap.copyColumns(
        columns, ofRow: y, of: source, sample: sample, into: pass.output.row(y, ofSample: sample))
    }
  }

  /// Adds up the repetitions.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    guard let inputGradient = pass.inputGradients[0] else { return }
    let channels = pass.input.shape.channels
    pass.workers.forEachRow(of: pass.input, rows: 0..<pass.input.shape.height) { sample, y in
      let target = inputGradient.row(y, ofSample: sample)
      for row in 0..<factor {
        let gradient = pass.outputGradient.row(y * factor + row, ofSample: sample)
        for x in 0..<pass.output.shape.width {
          let (place, source) = (target + x / factor * channels, gradient + x * channels)
          if row == 0, x % factor == 0 {
            pass.give(0, place, source, count: channels)
          } else {
            place.addRun(source, count: channels)
          }
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

/// The mean of each `size × size` square; squares do not overlap, a remainder at the border is dropped.
public struct AveragePool2D: Layer {
  /// The name in network files.
  public static let kind = "averagePool2d"
  /// The settings of the layer in network files.
  public static let settings = ["size"]

  /// Extent of the square.
  public var size: Int

  /// Makes a pooling.
  public init(size: Int = 2) { self.size = size }

  /// Reads a pooling; `size` is 2 unless given.
  public init(from decoder: any Decoder) throws {
    size = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(Int.self, forKey: .size) ?? 2
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { SpatialFootprint(shrink: size) }

  /// `[h, w, c]` → `[h / size, w / size, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    try Pooling.outputShape(of: inputs[0], size: size, layer: Self.kind)
  }

  /// Takes the mean of each square.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    let share = 1 / Float(size * size)
    pass.forEachRow { sample, y in
      let target = pass.output.row(y, ofSample: sample)
      target.update(repeating: 0, count: pass.output.rowCount)
      for row in 0..<size {
        let line = pass.input.row(y * size + row, ofSample: sample)
        for x in 0..<output.width * size {
          (target + x / size * channels).addRun(line + x * channels, count: channels)
        }
      }
      for index in 0..<pass.output.rowCount { target[index] *= share }
    }
  }

  /// Gives each position of a square an equal share.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    let rowCount = pass.input.shape.width * channels
    let share = 1 / Float(size * size)
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      for y in 0..<output.height * size {
        for x in 0..<output.width * size {
          let gradient =
            pass.outputGradient.sample(sample) + ((y / size) * output.width + x / size) * channels
          let target = inputGradient + y * rowCount + x * channels
          for channel in 0..<channels { target[channel] += gradient[channel] * share }
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
      height: input.shape.height / size, width: input.shape.width / size, channels: input.shape.channels)
    return input.generate(shape) { sample, y, x, channel in
      var sum = 0.0
      for row in 0..<size {
        for column in 0..<size { sum += input[sample, y * size + row, x * size + column, channel] }
      }
      return sum / Double(size * size)
    }
  }
}

/// The largest value of each `size × size` square; squares do not overlap, a remainder at the border is dropped.
public struct MaxPool2D: Layer {
  /// The name in network files.
  public static let kind = "maxPool2d"
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

  /// Takes the largest of each square.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    pass.forEachRow { sample, y in
      let target = pass.output.row(y, ofSample: sample)
      for row in 0..<size {
        let line = pass.input.row(y * size + row, ofSample: sample)
        for x in 0..<output.width {
          for column in 0..<size {
            let source = line + (x * size + column) * channels
            let place = target + x * channels
            if row == 0, column == 0 {
              place.copyRun(source, count: channels)
            } else {
              place.maximizeRun(source, count: channels)
            }
          }
        }
      }
    }
  }

  /// The gradient goes to the first of the largest values of a square.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    let rowCount = pass.input.shape.width * channels
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let input = pass.input.sample(sample)
      for y in 0..<output.height {
        for x in 0..<output.width {
          let place = (y * output.width + x) * channels
          let largest = pass.output.sample(sample) + place
          let gradient = pass.outputGradient.sample(sample) + place
          for row in 0..<size {
            for column in 0..<size {
              let source = (y * size + row) * rowCount + (x * size + column) * channels
              for channel in 0..<channels where input[source + channel] == largest[channel] {
                inputGradient[source + channel] += gradient[channel]
                gradient[channel] = 0
              }
            }
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
      height: input.shape.height / size, width: input.shape.width / size, channels: input.shape.channels)
    return input.generate(shape) { sample, y, x, channel in
      var largest = -Double.infinity
      for row in 0..<size {
        for column in 0..<size { largest = max(largest, input[sample, y * size + row, x * size + column, channel]) }
      }
      return largest
    }
  }
}

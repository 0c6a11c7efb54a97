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
    let rowCount = pass.input.shape.width * channels
    pass.workers.forEach(pass.output.batch * output.height) { index, _ in
      let (sample, y) = index.quotientAndRemainder(dividingBy: output.height)
      let rows = pass.input.sample(sample) + y * size * rowCount
      let target = pass.output.sample(sample) + y * output.width * channels
      for x in 0..<output.width {
        let place = target + x * channels
        place.update(from: rows + x * size * channels, count: channels)
        for row in 0..<size {
          for column in 0..<size {
            let source = rows + row * rowCount + (x * size + column) * channels
            for channel in 0..<channels { place[channel] = max(place[channel], source[channel]) }
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

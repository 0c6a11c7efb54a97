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
          let source = line + x * size * channels
          let place = target + x * channels
          var channel = 0
          while channel < channels {
            let count = channels - channel
            var largest = FloatVector(source + channel)
            for column in 1..<size {
              let value = FloatVector(source + column * channels + channel)
              largest.replace(with: value, where: value .> largest)
            }
            if row > 0 {
              let known = FloatVector(first: count, of: place + channel)
              largest = known.replacing(with: largest, where: largest .> known)
            }
            largest.store(first: count, to: place + channel)
            channel += FloatVector.scalarCount
          }
        }
      }
    }
  }

  /// The gradient goes to the first of the largest values of a square.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let output = pass.output.shape
    let channels = output.channels
    guard let inputGradient = pass.inputGradients[0] else { return }
    let writes = !pass.accumulates[0]
    let input = pass.input.shape
    pass.forEachRow { sample, y in
      if writes {
        // What no square covers has no part in the result.
        let covered = output.width * size
        for row in y * size..<(y + 1 < output.height ? (y + 1) * size : input.height) {
          let first = row < output.height * size ? covered : 0
          (inputGradient.row(row, ofSample: sample) + first * channels)
            .update(repeating: 0, count: (input.width - first) * channels)
        }
      }
      for x in 0..<output.width {
        let largest = pass.output.row(y, ofSample: sample) + x * channels
        let gradient = pass.outputGradient.row(y, ofSample: sample) + x * channels
        let place = x * size * channels
        for channel in 0..<(channels + FloatVector.scalarCount - 1) / FloatVector.scalarCount {
          let channel = channel * FloatVector.scalarCount
          let count = channels - channel
          let sought = FloatVector(largest + channel)
          // What the first of the largest has got no other gets.
          var rest = FloatVector(gradient + channel)
          for row in 0..<size {
            let input = pass.input.row(y * size + row, ofSample: sample) + place + channel
            let target = inputGradient.row(y * size + row, ofSample: sample) + place + channel
            for column in 0..<size {
              let isLargest = FloatVector(input + column * channels) .== sought
              let share = FloatVector.zero.replacing(with: rest, where: isLargest)
              rest.replace(with: 0, where: isLargest)
              let known = writes ? .zero : FloatVector(first: count, of: target + column * channels)
              (known + share).store(first: count, to: target + column * channels)
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

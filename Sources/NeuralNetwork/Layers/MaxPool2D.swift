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
        for row in 0..<size {
          let place = (x * size) * channels
          let input = pass.input.row(y * size + row, ofSample: sample) + place
          let target = inputGradient.row(y * size + row, ofSample: sample) + place
          for column in 0..<size {
            giveLargest(
              gradient, input: input + column * channels, largest: largest, to: target + column * channels,
              count: channels, writes: writes)
          }
        }
      }
    }
  }

  /// Gives the gradient of one position to one of its inputs, in the channels where that is the largest.
  ///
  /// What has been given to the first of the largest is taken from the gradient, so that no other gets it too.
  @inline(__always)
  private func giveLargest(
    _ gradient: UnsafeMutablePointer<Float>, input: UnsafePointer<Float>, largest: UnsafePointer<Float>,
    to target: UnsafeMutablePointer<Float>, count: Int, writes: Bool
  ) {
    var index = 0
    while index + 8 <= count {
      let isLargest = FloatVector(input + index) .== FloatVector(largest + index)
      let rest = FloatVector(gradient + index)
      let share = FloatVector.zero.replacing(with: rest, where: isLargest)
      rest.replacing(with: 0, where: isLargest).store(to: gradient + index)
      (writes ? share : FloatVector(target + index) + share).store(to: target + index)
      index += 8
    }
    while index < count {
      let isLargest = input[index] == largest[index]
      let share = isLargest ? gradient[index] : 0
      if isLargest { gradient[index] = 0 }
      target[index] = writes ? share : target[index] + share
      index += 1
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

/// Puts the channels of its inputs behind one another.
public struct Concatenate: Layer {
  /// The name in network files.
  public static let kind = "concatenate"
  /// The settings of the layer in network files.
  public static let settings: [String] = []

  /// Makes a concatenation.
  public init() {}

  /// Two inputs or more.
  public var inputCount: ClosedRange<Int> { 2...16 }

  /// `[h, w, c₁]`, `[h, w, c₂]`, … → `[h, w, c₁ + c₂ + …]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    for input in inputs where input.height != inputs[0].height || input.width != inputs[0].width {
      throw .unfitInput(layer: Self.kind, reason: "\(inputs[0]) and \(input) differ in height or width")
    }
    return FeatureShape(
      height: inputs[0].height, width: inputs[0].width, channels: inputs.reduce(0) { $0 + $1.channels })
  }

  /// Copies channels behind one another.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let columns = 0..<pass.output.shape.width
    pass.forEachRow { sample, y in
      FeatureMap.copyColumns(
        columns, ofRow: y, of: pass.inputs, sample: sample, into: pass.output.row(y, ofSample: sample))
    }
  }

  /// Gives each input its own channels of the gradient.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let channels = pass.output.shape.channels
    pass.forEachRow { sample, y in
      var gradient = pass.outputGradient.row(y, ofSample: sample)
      for (index, input) in pass.inputs.enumerated() {
        let count = input.shape.channels
        if let row = pass.inputGradients[index]?.row(y, ofSample: sample) {
          for x in 0..<input.shape.width { pass.give(index, row + x * count, gradient + x * channels, count: count) }
        }
        gradient += count
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    var shape = inputs[0].shape
    shape.channels = inputs.reduce(0) { $0 + $1.shape.channels }
    return inputs[0].generate(shape) { sample, y, x, channel in
      var channel = channel
      var input = 0
      while channel >= inputs[input].shape.channels {
        channel -= inputs[input].shape.channels
        input += 1
      }
      return inputs[input][sample, y, x, channel]
    }
  }
}

/// The sum of inputs of one shape.
public struct Add: Layer {
  /// The name in network files.
  public static let kind = "add"
  /// The settings of the layer in network files.
  public static let settings: [String] = []

  /// Makes a sum.
  public init() {}

  /// Two inputs or more.
  public var inputCount: ClosedRange<Int> { 2...16 }

  /// `[h, w, c]` each → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    for input in inputs where input != inputs[0] {
      throw .unfitInput(layer: Self.kind, reason: "\(inputs[0]) and \(input) differ")
    }
    return inputs[0]
  }

  /// Adds the inputs up.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let count = pass.output.rowCount
    pass.forEachRow { sample, y in
      let target = pass.output.row(y, ofSample: sample)
      target.copyRun(pass.inputs[0].row(y, ofSample: sample), count: count)
      for input in pass.inputs.dropFirst() { target.addRun(input.row(y, ofSample: sample), count: count) }
    }
  }

  /// Gives every input the whole gradient.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    pass.forEachRow { sample, y in
      let gradient = pass.outputGradient.row(y, ofSample: sample)
      for index in pass.inputs.indices {
        guard let row = pass.inputGradients[index]?.row(y, ofSample: sample) else { continue }
        pass.give(index, row, gradient, count: pass.output.rowCount)
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    inputs[0].generate(inputs[0].shape) { sample, y, x, channel in
      inputs.reduce(0) { $0 + $1[sample, y, x, channel] }
    }
  }
}

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
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      let gradient = pass.outputGradient.sample(sample)
      for input in pass.inputs.indices {
        guard let inputGradient = pass.inputGradient(input, sample: sample) else { continue }
        for index in 0..<count { inputGradient[index] += gradient[index] }
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

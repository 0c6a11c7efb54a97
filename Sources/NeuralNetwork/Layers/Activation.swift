/// An activation as a layer of its own, for where it does not follow a convolution or dense layer directly.
public struct Activation: Layer {
  /// The name in network files.
  public static let kind = "activation"
  /// The settings of the layer in network files.
  public static let settings = ["function"]

  /// What is applied to every value.
  public var function: ActivationFunction

  /// Makes an activation.
  public init(_ function: ActivationFunction) { self.function = function }

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape { inputs[0] }

  /// Applies the function to every value.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    pass.forEachRow { sample, y in
      let target = pass.output.row(y, ofSample: sample)
      target.copyRun(pass.input.row(y, ofSample: sample), count: pass.output.rowCount)
      function.apply(target, count: pass.output.rowCount)
    }
  }

  /// Multiplies by the function's derivative, told from its results.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let gradient = pass.outputGradient.sample(sample)
      function.differentiate(gradient, results: pass.output.sample(sample), count: count)
      for index in 0..<count { inputGradient[index] += gradient[index] }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor { inputs[0].map(function.reference) }
}

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
    let count = pass.output.rowCount
    guard let inputGradient = pass.inputGradients[0] else { return }
    pass.forEachRow { sample, y in
      let gradient = pass.outputGradient.row(y, ofSample: sample)
      function.differentiate(gradient, results: pass.output.row(y, ofSample: sample), count: count)
      pass.give(0, inputGradient.row(y, ofSample: sample), gradient, count: count)
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor { inputs[0].map(function.reference) }
}

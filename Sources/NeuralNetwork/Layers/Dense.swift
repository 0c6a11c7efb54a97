/// A fully connected layer with bias and, fused behind it, an activation.
///
/// Weights `[inputs, units]`, bias `[units]`. The input is a vector: put ``Flatten`` before it.
public struct Dense: Layer {
  /// The name in network files.
  public static let kind = "dense"
  /// The settings of the layer in network files.
  public static let settings = ["units", "activation"]

  /// Outputs.
  public var units: Int
  /// What is applied to the sums.
  public var activation: ActivationFunction

  /// Makes a dense layer.
  public init(units: Int, activation: ActivationFunction = .linear) {
    self.units = units
    self.activation = activation
  }

  /// Reads a dense layer; the activation is linear unless given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    units = try values.decode(Int.self, forKey: .units)
    activation = try values.decodeIfPresent(ActivationFunction.self, forKey: .activation) ?? .linear
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { nil }

  /// `[1, 1, in]` → `[1, 1, units]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard (1...FeatureShape.largestChannels).contains(units) else {
      throw .badSetting(
        layer: Self.kind, setting: "units", value: "\(units)",
        expected: "from 1 to \(FeatureShape.largestChannels)")
    }
    guard inputs[0].pixels == 1 else {
      throw .unfitInput(layer: Self.kind, reason: "\(inputs[0]) is not a vector; put a flatten layer before it")
    }
    return FeatureShape(height: 1, width: 1, channels: units)
  }

  /// The arrays described above.
  public func parameters(for inputs: [FeatureShape]) -> [ParameterSpec] {
    let fanIn = inputs[0].channels
    return [
      ParameterSpec(
        role: "weight", shape: [fanIn, units],
        initializer: activation.isRectifier ? .he(fanIn: fanIn) : .glorot(fanIn: fanIn, fanOut: units)),
      ParameterSpec(role: "bias", shape: [units], initializer: .constant(0)),
    ]
  }

  /// One for each weight and output position.
  public func multiplyAdds(for inputs: [FeatureShape]) -> Int { inputs[0].channels * units }

  /// Samples that one worker multiplies at once in the forward pass.
  private static let rowsPerPart = 64

  /// Rows of samples times weights, shared out by samples.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let batch = pass.output.batch
    let fanIn = pass.input.shape.channels
    let parts = (batch + Self.rowsPerPart - 1) / Self.rowsPerPart
    pass.workers.forEach(parts) { part, _ in
      let rows = batch * part / parts..<batch * (part + 1) / parts
      let output = pass.output.sample(rows.lowerBound)
      for row in 0..<rows.count {
        (output + row * units).update(from: pass.parameters[1], count: units)
      }
      MatrixMultiply.multiply(
        m: rows.count, n: units, k: fanIn, pass.input.sample(rows.lowerBound), pass.parameters[0],
        into: output, accumulate: true)
      activation.apply(output, count: rows.count * units)
    }
  }

  /// Weights: input transposed times gradient, shared out by rows of the result. Input: gradient times weights
  /// transposed.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let batch = pass.output.batch
    let fanIn = pass.input.shape.channels
    let gradient = pass.outputGradient.base
    activation.differentiate(gradient, results: pass.output.base, count: batch * units)
    let biasGradient = pass.parameterGradients[1]
    biasGradient.update(repeating: 0, count: units)
    for row in 0..<batch {
      for unit in 0..<units { biasGradient[unit] += gradient[row * units + unit] }
    }
    // The rows of the weight gradient are shared out: every worker reads all samples and writes its own rows.
    let parts = max(1, min(8, fanIn / 64))
    pass.workers.forEach(parts) { part, _ in
      let rows = fanIn * part / parts..<fanIn * (part + 1) / parts
      MatrixMultiply.outerProduct(
        rows: rows, columns: units, samples: batch, input: pass.input.base, inputStride: fanIn, gradient,
        into: pass.parameterGradients[0])
    }
    guard let inputGradient = pass.inputGradients[0] else { return }
    let sampleParts = (batch + Self.rowsPerPart - 1) / Self.rowsPerPart
    pass.workers.forEach(sampleParts) { part, _ in
      let rows = batch * part / sampleParts..<batch * (part + 1) / sampleParts
      MatrixMultiply.multiply(
        m: rows.count, n: fanIn, k: units, gradient + rows.lowerBound * units, pass.parameters[0],
        transposed: .right, into: inputGradient.sample(rows.lowerBound), accumulate: pass.accumulates[0])
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    return input.generate(FeatureShape(height: 1, width: 1, channels: units)) { sample, _, _, unit in
      var sum = parameters[1][unit]
      for feature in 0..<input.shape.channels {
        sum += input[sample, 0, 0, feature] * parameters[0][feature * units + unit]
      }
      return activation.reference(sum)
    }
  }
}

/// Multiplies every value by a number and adds another: it brings inputs to the range that a network is made for.
public struct Rescaling: Layer {
  /// The name in network files.
  public static let kind = "rescaling"
  /// The settings of the layer in network files.
  public static let settings = ["scale", "offset"]

  /// What values are multiplied by.
  public var scale: Float
  /// What is added then.
  public var offset: Float

  /// Makes a rescaling.
  public init(scale: Float, offset: Float = 0) {
    self.scale = scale
    self.offset = offset
  }

  /// Reads a rescaling; the offset is 0 unless given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    scale = try values.decode(Float.self, forKey: .scale)
    offset = try values.decodeIfPresent(Float.self, forKey: .offset) ?? 0
  }

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    for (setting, value) in [("scale", scale), ("offset", offset)] where !value.isFinite {
      throw .badSetting(layer: Self.kind, setting: setting, value: "\(value)", expected: "a finite number")
    }
    return inputs[0]
  }

  /// Multiplies and adds.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    pass.forEachRow { sample, y in
      let (input, output) = (pass.input.row(y, ofSample: sample), pass.output.row(y, ofSample: sample))
      for index in 0..<pass.output.rowCount { output[index] = scale * input[index] + offset }
    }
  }

  /// Multiplies the gradient.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let gradient = pass.outputGradient.sample(sample)
      for index in 0..<count { inputGradient[index] += scale * gradient[index] }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor { inputs[0].map { Double(scale) * $0 + Double(offset) } }
}

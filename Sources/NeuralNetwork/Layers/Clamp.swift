/// Limits every value to a range; outside it the gradient is zero.
public struct Clamp: Layer {
  /// The name in network files.
  public static let kind = "clamp"
  /// The settings of the layer in network files.
  public static let settings = ["minimum", "maximum"]

  /// Smallest value that comes out.
  public var minimum: Float
  /// Largest value that comes out.
  public var maximum: Float

  /// Makes a clamp.
  public init(minimum: Float = 0, maximum: Float = 1) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// Reads a clamp; the range is [0, 1] unless given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    minimum = try values.decodeIfPresent(Float.self, forKey: .minimum) ?? 0
    maximum = try values.decodeIfPresent(Float.self, forKey: .maximum) ?? 1
  }

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard minimum <= maximum else {
      throw .badSetting(
        layer: Self.kind, setting: "minimum", value: "\(minimum)", expected: "at most the maximum, \(maximum)")
    }
    return inputs[0]
  }

  /// Limits every value.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    pass.forEachRow { sample, y in
      let (input, output) = (pass.input.row(y, ofSample: sample), pass.output.row(y, ofSample: sample))
      for index in 0..<pass.output.rowCount {
        let value = input[index]
        output[index] = value < minimum ? minimum : value > maximum ? maximum : value
      }
    }
  }

  /// Passes the gradient on where the input lies in the range.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let gradient = pass.outputGradient.sample(sample)
      let input = pass.input.sample(sample)
      for index in 0..<count {
        inputGradient[index] += input[index] >= minimum && input[index] <= maximum ? gradient[index] : 0
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor { inputs[0].map { min(max($0, Double(minimum)), Double(maximum)) } }
}

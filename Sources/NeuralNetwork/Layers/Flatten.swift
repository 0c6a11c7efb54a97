/// Turns feature maps into a vector, in the order rows, columns, channels.
public struct Flatten: Layer {
  /// The name in network files.
  public static let kind = "flatten"
  /// The settings of the layer in network files.
  public static let settings: [String] = []

  /// Makes a flattening.
  public init() {}

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { nil }

  /// `[h, w, c]` → `[1, 1, h·w·c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    FeatureShape(height: 1, width: 1, channels: inputs[0].count)
  }

  /// Copies; only the shape changes.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      pass.output.sample(sample).update(from: pass.input.sample(sample), count: count)
    }
  }

  /// Copies; only the shape changes.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    guard let inputGradient = pass.inputGradients[0] else { return }
    pass.workers.forEach(pass.output.batch) { sample, _ in
      pass.give(0, inputGradient.sample(sample), pass.outputGradient.sample(sample), count: count)
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    ReferenceTensor(
      batch: inputs[0].batch, shape: FeatureShape(height: 1, width: 1, channels: inputs[0].shape.count),
      values: inputs[0].values)
  }
}

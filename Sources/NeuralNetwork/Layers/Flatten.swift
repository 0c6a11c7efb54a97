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
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) { Reshaping.forward(pass) }

  /// Copies; only the shape changes.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) { Reshaping.backward(pass) }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    ReferenceTensor(
      batch: inputs[0].batch, shape: FeatureShape(height: 1, width: 1, channels: inputs[0].shape.count),
      values: inputs[0].values)
  }
}

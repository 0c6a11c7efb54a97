/// Turns a vector into feature maps, in the order rows, columns, channels: the inverse of ``Flatten``.
public struct Reshape: Layer {
  /// The name in network files.
  public static let kind = "reshape"
  /// The settings of the layer in network files.
  public static let settings = ["height", "width", "channels"]

  /// Rows of the result.
  public var height: Int
  /// Columns of the result.
  public var width: Int
  /// Features a position of the result.
  public var channels: Int

  /// Makes a reshaping.
  public init(height: Int, width: Int, channels: Int = 1) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Reads a reshaping; one channel unless given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    height = try values.decode(Int.self, forKey: .height)
    width = try values.decode(Int.self, forKey: .width)
    channels = try values.decodeIfPresent(Int.self, forKey: .channels) ?? 1
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { nil }

  /// `[h, w, c]` → `[height, width, channels]`, of as many values.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    let result = FeatureShape(height: height, width: width, channels: channels)
    guard result.isReasonable else {
      throw .badSetting(
        layer: Self.kind, setting: "height, width and channels", value: "\(result)", expected: "a possible shape")
    }
    guard result.count == inputs[0].count else {
      throw .unfitInput(
        layer: Self.kind, reason: "\(inputs[0]) has \(inputs[0].count) values, but \(result) needs \(result.count)")
    }
    return result
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
      batch: inputs[0].batch, shape: FeatureShape(height: height, width: width, channels: channels),
      values: inputs[0].values)
  }
}

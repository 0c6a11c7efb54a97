/// What the pooling layers share.
enum Pooling {
  static func outputShape(
    of input: FeatureShape, size: Int, layer: String
  ) throws(NetworkError) -> FeatureShape {
    guard (1...64).contains(size) else {
      throw .badSetting(layer: layer, setting: "size", value: "\(size)", expected: "from 1 to 64")
    }
    guard input.height >= size, input.width >= size else {
      throw .unfitInput(layer: layer, reason: "\(input) is smaller than the \(size)×\(size) square")
    }
    return FeatureShape(height: input.height / size, width: input.width / size, channels: input.channels)
  }
}

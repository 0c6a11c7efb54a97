import NeuralNetwork

extension NetworkSpec {
  /// The network's own input where it has one, else the given size rounded up to the network's alignment.
  public func input(width: Int, height: Int) throws(NetworkError) -> FeatureShape {
    if inputSize != nil { return exampleInput }
    let alignment = try receptiveField()?.alignment ?? 1
    return FeatureShape(
      height: height.roundedUp(to: alignment), width: width.roundedUp(to: alignment), channels: inputChannels)
  }
}

/// All kinds of layers, by the names that network files use.
public enum LayerCatalogue {
  /// Every kind.
  public static let all: [any Layer.Type] = [
    Conv2D.self, Dense.self, MaxPool2D.self, AveragePool2D.self, UpsampleNearest2D.self, PixelShuffle.self,
    PixelUnshuffle.self, Concatenate.self, Add.self, Activation.self, Clamp.self, Rescaling.self, Flatten.self,
    Reshape.self, ZeroPadding2D.self, Cropping2D.self, Dropout.self, BatchNorm.self, Softmax.self,
  ]

  /// The kind of a name.
  ///
  /// - Throws: ``NetworkError/unknownLayerKind(_:known:)``.
  static func type(named name: String) throws(NetworkError) -> any Layer.Type {
    guard let type = all.first(where: { $0.kind == name }) else {
      throw .unknownLayerKind(name, known: all.map { $0.kind })
    }
    return type
  }
}

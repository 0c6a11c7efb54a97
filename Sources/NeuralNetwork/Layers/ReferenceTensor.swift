/// A batch of feature maps in double precision, for the plain versions of the layers.
public struct ReferenceTensor: Sendable, Equatable {
  /// Samples.
  public let batch: Int
  /// Shape of each sample.
  public let shape: FeatureShape
  /// `[batch, height, width, channels]`.
  public var values: [Double]

  /// Makes a batch; zeros unless values are given.
  public init(batch: Int, shape: FeatureShape, values: [Double]? = nil) {
    self.batch = batch
    self.shape = shape
    self.values = values ?? Array(repeating: 0, count: batch * shape.count)
  }

  /// One value.
  public subscript(sample: Int, y: Int, x: Int, channel: Int) -> Double {
    get { values[((sample * shape.height + y) * shape.width + x) * shape.channels + channel] }
    set { values[((sample * shape.height + y) * shape.width + x) * shape.channels + channel] = newValue }
  }

  /// A batch of another shape whose every value is computed from its position.
  func generate(
    _ shape: FeatureShape, _ value: (_ sample: Int, _ y: Int, _ x: Int, _ channel: Int) -> Double
  ) -> ReferenceTensor {
    var result = ReferenceTensor(batch: batch, shape: shape)
    for sample in 0..<batch {
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          for channel in 0..<shape.channels { result[sample, y, x, channel] = value(sample, y, x, channel) }
        }
      }
    }
    return result
  }

  /// The same shape with every value mapped.
  func map(_ transform: (Double) -> Double) -> ReferenceTensor {
    ReferenceTensor(batch: batch, shape: shape, values: values.map(transform))
  }
}

/// A view of a batch of feature maps in a part of a buffer: `[batch, height, width, channels]`.
public struct FeatureMap {
  /// The memory, kept alive by the view.
  let storage: AlignedBuffer
  /// The first float.
  public let base: UnsafeMutablePointer<Float>
  /// Samples.
  public let batch: Int
  /// Shape of each sample.
  public let shape: FeatureShape

  /// Views a part of a buffer.
  init(_ storage: AlignedBuffer, offset: Int = 0, batch: Int, shape: FeatureShape) {
    self.storage = storage
    base = storage.pointer + offset
    self.batch = batch
    self.shape = shape
  }

  /// Floats in the whole batch.
  public var count: Int { batch * shape.count }

  /// The first float of one sample.
  public func sample(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * shape.count }
}

/// The places of a training step's samples.
public struct TrainingBatch {
  /// What the network is given, `[batch, height, width, channels]`.
  public let input: UnsafeMutableBufferPointer<Float>
  /// What it should make of it, `[batch, height, width, channels]` of its output.
  public let target: UnsafeMutableBufferPointer<Float>
  /// How much each sample counts in the loss, `[batch]`: 1 until something else is written.
  public let weights: UnsafeMutableBufferPointer<Float>
}

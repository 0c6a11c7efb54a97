/// A model with its parameters in the form in which the kernels read them, made once and shared by all plans.
public final class PreparedModel: @unchecked Sendable {
  /// The model.
  public let model: Model
  private let buffer: AlignedBuffer
  private let offsets: [Int]

  /// Prepares a model whose weights stay as they are from now on.
  ///
  /// - Throws: ``NetworkError`` where the network does not fit together.
  public init(_ model: Model) throws(NetworkError) {
    let parameters = try PreparedParameters(model.network, input: model.network.exampleInput, training: false)
    self.model = model
    buffer = AlignedBuffer(count: parameters.floatCount)
    offsets = parameters.offsets
    parameters.prepare(model, into: buffer)
  }

  /// The prepared parameters of a layer.
  func pointer(ofNode node: Int) -> UnsafeMutablePointer<Float> { buffer.pointer + offsets[node] }
}

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

/// The places of all layers' prepared parameters in one buffer.
struct PreparedParameters {
  let offsets: [Int]
  let floatCount: Int
  private let inputs: [[FeatureShape]]
  private let isTraining: Bool

  /// Plans the places for an input of a shape.
  init(_ network: NetworkSpec, input: FeatureShape, training: Bool) throws(NetworkError) {
    let shapes = try network.shapes(input: input)
    inputs = network.inputIndices.map { $0.map { $0 < 0 ? input : shapes[$0] } }
    isTraining = training
    var offsets: [Int] = []
    var count = 0
    for (node, inputs) in zip(network.nodes, inputs) {
      offsets.append(count)
      count += node.layer.preparedCount(for: inputs, training: training).roundedUp(to: 16)
    }
    self.offsets = offsets
    floatCount = count
  }

  /// Prepares the parameters of all layers.
  func prepare(_ model: Model, into buffer: AlignedBuffer) {
    for (node, offset) in offsets.enumerated() {
      model.network.nodes[node].layer.prepare(
        model.table.pointers(ofNode: node, in: model.parameters), for: inputs[node], training: isTraining,
        into: buffer.pointer + offset)
    }
  }
}

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

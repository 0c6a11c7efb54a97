import NeuralNetwork

/// The multiply-adds of one sample, forward and in a training step, by the direct method.
struct TrainingCost {
  /// Of the forward pass.
  let forward: Int
  /// Of forward and backward together: each layer's product once more for the gradient of its weights, and once more
  /// for that of its input where something before it is trained.
  let step: Int

  /// Counts a network for an input of a shape.
  ///
  /// - Throws: `NetworkError` where the shape does not fit.
  init(_ network: NetworkSpec, input: FeatureShape) throws(NetworkError) {
    let rows = try NetworkSummary(network, input: input).rows
    var trained: Set<String> = []
    var step = 0
    for (node, row) in zip(network.nodes, rows) {
      let followsTrained = !trained.isDisjoint(with: node.inputs)
      step += row.multiplyAdds * (followsTrained ? 3 : 2)
      if row.parameters > 0 || followsTrained { trained.insert(node.name) }
    }
    forward = rows.reduce(0) { $0 + $1.multiplyAdds }
    self.step = step
  }
}

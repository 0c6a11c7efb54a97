/// Which layers of a network a loss is propagated back through.
struct GradientFlow {
  /// Of the tensors, the input first, those that depend on a parameter that is trained.
  let depends: [Bool]
  /// The nodes that compute backward, from the last.
  let backwardNodes: [Int]
  /// The node whose output the loss gives the gradient of; −1 for the network's input.
  let lossPlace: Int

  /// Follows a network backward.
  ///
  /// - Parameter table: Says which parameters are trained.
  init(_ network: NetworkSpec, table: ParameterTable, loss: Loss) {
    let inputIndices = network.inputIndices
    // With cross-entropy the loss gives the gradient before the softmax, which is passed over.
    let lossPlace = loss == .crossEntropy ? (inputIndices.last?.first ?? -1) : inputIndices.count - 1
    // Gradients flow only to tensors that depend on a parameter.
    var depends = [false]
    for (node, indices) in inputIndices.enumerated() {
      let isTrained = table.entries[table.entriesOfNode[node]].contains { $0.spec.isTrainable }
      depends.append(isTrained || indices.contains { depends[$0 + 1] })
    }
    // And only from tensors that the loss depends on.
    var matters = Array(repeating: false, count: inputIndices.count + 1)
    matters[lossPlace + 1] = true
    for (node, indices) in inputIndices.enumerated().reversed() where matters[node + 1] {
      for index in indices { matters[index + 1] = true }
    }
    backwardNodes = inputIndices.indices.reversed().filter { depends[$0 + 1] && matters[$0 + 1] }
    self.depends = depends
    self.lossPlace = lossPlace
  }
}

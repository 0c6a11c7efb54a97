/// The bytes that a training needs, told before anything is allocated.
public struct TrainingMemory: Sendable, Equatable {
  /// The weights.
  public let weights: Int
  /// Their gradients.
  public let gradients: Int
  /// What the optimizer keeps between steps.
  public let moments: Int
  /// The moving average of the weights and the weights of the best validation, where they are kept.
  public let copies: Int
  /// Values between the layers, their gradients, and the batch.
  public let activations: Int
  /// Weights in the form in which kernels read them, and scratch.
  public let workspace: Int

  /// All together.
  public var total: Int { weights + gradients + moments + copies + activations + workspace }

  /// Counts what a ``Trainer`` of these settings allocates.
  ///
  /// - Parameters:
  ///   - input: Shape of one sample.
  ///   - batch: Samples a step.
  ///   - workers: Threads that compute.
  /// - Throws: ``NetworkError`` where network and input do not fit, or the sizes are beyond all machines.
  public init(
    _ network: NetworkSpec, settings: Trainer.Settings, input: FeatureShape, batch: Int, workers: Int
  ) throws(NetworkError) {
    let float = MemoryLayout<Float>.stride
    let table = try ParameterTable(network, input: network.exampleInput).freezing(settings.frozen)
    let shapes = try network.shapes(input: input)
    let tensorShapes = [input] + shapes
    let plan = try TrainingPlan.memoryPlan(
      tensorShapes, inputIndices: network.inputIndices,
      flow: GradientFlow(network, table: table, loss: settings.loss), batch: batch)
    weights = table.floatCount * float
    gradients = weights
    moments = weights * settings.optimizer.momentCount
    copies = weights * ((settings.averageDecay == nil ? 0 : 1) + (settings.keepsBest ? 1 : 0))
    activations = (plan.floatCount + batch * (shapes.last?.count ?? 0)) * float
    var (perWorker, shared) = (0, 0)
    for (node, indices) in zip(network.nodes, network.inputIndices) {
      let need = node.layer.scratch(for: indices.map { tensorShapes[$0 + 1] }, batch: batch, training: true)
      (perWorker, shared) = (max(perWorker, need.perWorker), max(shared, need.shared))
    }
    let prepared = try PreparedParameters(network, input: input, training: true).floatCount
    workspace = (prepared + perWorker * workers + shared) * float
  }
}

/// A network made ready to be trained on batches of one shape: all activations are kept, all gradients have places.
///
/// Work is shared among the threads of a pool; sums are ordered independently of their number, so results are the same
/// on any machine with the same arithmetic.
public final class TrainingPlan {
  /// The weights that are trained.
  public let model: Model
  /// Gradients of all parameters, in the places of the model's table.
  public let gradients: AlignedBuffer
  /// Shape of the output.
  public var outputShape: FeatureShape { output.shape }

  private let loss: Loss
  private let inputMap: FeatureMap
  private let output: FeatureMap
  private let lossGradient: FeatureMap
  private let target: AlignedBuffer
  private let workers: Workers
  private let preparedParameters: PreparedParameters
  private let prepared: AlignedBuffer
  private var forwardSteps: [(layer: any Layer, pass: ForwardPass)] = []
  private var backwardSteps: [(node: Int, layer: any Layer, pass: BackwardPass)] = []

  /// Plans training on batches of inputs of a shape.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit, or where cross-entropy is to be trained without a
  ///   softmax at the end.
  public init(
    _ model: Model, input: FeatureShape, batch: Int, loss: Loss, pool: WorkerPool?
  ) throws(NetworkError) {
    let network = model.network
    let shapes = try network.shapes(input: input)
    let inputIndices = network.inputIndices
    if loss == .crossEntropy, !(network.nodes.last?.layer is Softmax) {
      throw .unfitInput(
        layer: network.nodes.last?.name ?? "", reason: "training with cross-entropy needs a softmax as last layer")
    }
    self.model = model
    self.loss = loss
    gradients = AlignedBuffer(count: model.table.floatCount)
    preparedParameters = try PreparedParameters(network, input: input, training: true)
    prepared = AlignedBuffer(count: preparedParameters.floatCount)

    workers = Workers(for: network, input: input, shapes: shapes, batch: batch, training: true, pool: pool)

    let floats = ([input] + shapes).reduce(0) { $0 + $1.count }
    let (both, overflow) = floats.multipliedReportingOverflow(by: 2 * batch)
    try MemoryNeed.check(floats: overflow ? .max : both, for: "a training batch of \(batch)")
    var offsets = [0]
    for shape in [input] + shapes { offsets.append(offsets[offsets.count - 1] + (batch * shape.count + 15) / 16 * 16) }
    let activations = AlignedBuffer(count: offsets[shapes.count + 1])
    let activationGradients = AlignedBuffer(count: offsets[shapes.count + 1])
    func maps(_ buffer: AlignedBuffer) -> [FeatureMap] {
      zip([input] + shapes, offsets).map { FeatureMap(buffer, offset: $1, batch: batch, shape: $0) }
    }
    let values = maps(activations)
    let slopes = maps(activationGradients)
    inputMap = values[0]
    output = values[shapes.count]
    // With cross-entropy the loss gives the gradient before the softmax, which is passed over.
    let skipsLast = loss == .crossEntropy
    let lossPlace = skipsLast ? (inputIndices.last?.first ?? -1) : shapes.count - 1
    lossGradient = slopes[lossPlace + 1]
    target = AlignedBuffer(count: output.count)

    // Gradients flow only to tensors that depend on a parameter.
    var depends = [false]
    for (node, indices) in inputIndices.enumerated() {
      depends.append(!model.table.entriesOfNode[node].isEmpty || indices.contains { depends[$0 + 1] })
    }
    for node in network.nodes.indices {
      forwardSteps.append(
        (
          network.nodes[node].layer,
          ForwardPass(
            inputs: inputIndices[node].map { values[$0 + 1] }, output: values[node + 1], rows: 0..<shapes[node].height,
            parameters: model.table.pointers(ofNode: node, in: model.parameters),
            prepared: prepared.pointer + preparedParameters.offsets[node], workers: workers)
        ))
    }
    var written: Set = [lossPlace]
    for node in network.nodes.indices.reversed() where depends[node + 1] {
      if skipsLast, node == network.nodes.count - 1 { continue }
      let inputs = inputIndices[node]
      let accumulates = inputs.enumerated().map { place, index in
        written.contains(index) || inputs[..<place].contains(index)
      }
      backwardSteps.append(
        (
          node, network.nodes[node].layer,
          BackwardPass(
            inputs: inputs.map { values[$0 + 1] }, output: values[node + 1],
            outputGradient: slopes[node + 1],
            inputGradients: inputs.map { depends[$0 + 1] ? slopes[$0 + 1] : nil }, accumulates: accumulates,
            parameters: model.table.pointers(ofNode: node, in: model.parameters),
            parameterGradients: model.table.pointers(ofNode: node, in: gradients),
            prepared: prepared.pointer + preparedParameters.offsets[node], workers: workers)
        ))
      written.formUnion(inputs)
    }
  }

  /// Calls `fill` with the places of a batch's input and target, `[batch, height, width, channels]` each.
  public func withBatch(
    _ fill: (_ input: UnsafeMutableBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>) throws -> Void
  ) rethrows {
    try withExtendedLifetime(self) {
      try fill(
        UnsafeMutableBufferPointer(start: inputMap.base, count: inputMap.count),
        UnsafeMutableBufferPointer(start: target.pointer, count: target.count))
    }
  }

  /// Computes the output, the loss and the gradients of all parameters for the batch that has been written.
  ///
  /// - Parameter seed: Determines everything random in this step.
  /// - Returns: The loss.
  public func computeGradients(seed: UInt64) -> Double {
    withExtendedLifetime(self) {
      let mode = ExecutionMode.training(seed: seed)
      preparedParameters.prepare(model, into: prepared)
      for (node, step) in forwardSteps.enumerated() { step.layer.forward(step.pass, mode: mode.forNode(node)) }
      let value = loss.evaluate(
        output: output, target: target.pointer, gradient: lossGradient.base, workers: workers)
      for step in backwardSteps { step.layer.backward(step.pass, mode: mode.forNode(step.node)) }
      return value
    }
  }
}

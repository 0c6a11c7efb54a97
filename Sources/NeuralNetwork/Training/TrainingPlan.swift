/// A network made ready to be trained on batches of one shape.
///
/// All memory is planned when the plan is made: values are kept until the backward pass has read them, and gradients take
/// the places of values that it no longer needs.
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
  private let rootFloor: Double
  private let inputMap: FeatureMap
  private let output: FeatureMap
  private let lossGradient: FeatureMap
  private let target: AlignedBuffer
  private let sampleWeights: AlignedBuffer
  /// Who shares the work.
  let workers: Workers
  private let preparedParameters: PreparedParameters
  private let prepared: AlignedBuffer
  /// Values and their gradients.
  private let arena: AlignedBuffer
  private var forwardSteps: [(layer: any Layer, pass: ForwardPass)] = []
  private var backwardSteps: [(node: Int, layer: any Layer, pass: BackwardPass)] = []

  /// Plans training on batches of inputs of a shape.
  ///
  /// Layers whose parameters are all marked as not to be trained run as in inference: their running statistics stay as
  /// they are.
  ///
  /// - Parameter other: A plan of the same model whose memory this one uses as well, for batches of another size in
  ///   turn.
  /// - Throws: ``NetworkError`` where the shape does not fit, or where cross-entropy is to be trained without a
  ///   softmax at the end.
  public init(
    _ model: Model, input: FeatureShape, batch: Int, loss: Loss, rootFloor: Double = Loss.standardRootFloor,
    sharing other: TrainingPlan? = nil, pool: WorkerPool?
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
    self.rootFloor = rootFloor
    gradients = other?.gradients ?? AlignedBuffer(count: model.table.floatCount)
    preparedParameters = try PreparedParameters(network, input: input, training: true)
    prepared = other?.prepared ?? AlignedBuffer(count: preparedParameters.floatCount)

    let tensorShapes = [input] + shapes
    workers = Workers(
      for: zip(network.nodes, inputIndices).map { ($0.layer, $1.map { tensorShapes[$0 + 1] }) }, batch: batch,
      training: true, pool: pool)

    let flow = GradientFlow(model.network, table: model.table, loss: loss)
    let memory = try Self.memoryPlan(tensorShapes, inputIndices: inputIndices, flow: flow, batch: batch)
    try MemoryNeed.check(floats: memory.floatCount, for: "a training batch of \(batch)")
    let arena =
      if let known = other?.arena, known.count >= memory.floatCount { known } else {
        AlignedBuffer(count: memory.floatCount)
      }
    self.arena = arena
    func maps(_ offsets: ArraySlice<Int>) -> [FeatureMap] {
      zip(tensorShapes, offsets).map { FeatureMap(arena, offset: $1, batch: batch, shape: $0) }
    }
    let values = maps(memory.offsets[...shapes.count])
    let slopes = maps(memory.offsets[(shapes.count + 1)...])
    inputMap = values[0]
    output = values[shapes.count]
    lossGradient = slopes[flow.lossPlace + 1]
    target = AlignedBuffer(count: output.count)
    sampleWeights = AlignedBuffer(count: batch)

    let parts = ReadParts.shapes(
      shapes,
      readers: network.nodes.indices.flatMap { node in
        inputIndices[node].filter { $0 >= 0 }
          .map { ReadParts.Reader(tensor: $0, layer: network.nodes[node].layer, output: shapes[node]) }
      })
    for node in network.nodes.indices {
      forwardSteps.append(
        (
          network.nodes[node].layer,
          ForwardPass(
            inputs: inputIndices[node].map { values[$0 + 1] }, output: values[node + 1], rows: 0..<parts[node].height,
            part: parts[node], parameters: model.table.pointers(ofNode: node, in: model.parameters),
            prepared: prepared.pointer + preparedParameters.offsets[node], workers: workers)
        ))
    }
    var written: Set = [flow.lossPlace]
    for node in flow.backwardNodes {
      let inputs = inputIndices[node]
      let accumulates = inputs.enumerated().map { place, index in
        written.contains(index) || inputs[..<place].contains(index)
      }
      backwardSteps.append(
        (
          node, network.nodes[node].layer,
          BackwardPass(
            inputs: inputs.map { values[$0 + 1] }, output: values[node + 1],
            outputGradient: slopes[node + 1], part: parts[node],
            inputGradients: inputs.map { flow.depends[$0 + 1] ? slopes[$0 + 1] : nil }, accumulates: accumulates,
            parameters: model.table.pointers(ofNode: node, in: model.parameters),
            parameterGradients: model.table.pointers(ofNode: node, in: gradients),
            prepared: prepared.pointer + preparedParameters.offsets[node], workers: workers)
        ))
      written.formUnion(inputs)
    }
  }

  /// Places for all values, then all gradients: a value until the last backward step that reads it, a gradient from the
  /// first that adds to it until the one that uses it up.
  static func memoryPlan(
    _ shapes: [FeatureShape], inputIndices: [[Int]], flow: GradientFlow, batch: Int
  ) throws(NetworkError) -> MemoryPlan {
    let lossTime = inputIndices.count
    var valueEnds = Array(repeating: lossTime, count: shapes.count)
    var gradientStarts = Array(repeating: Int.max, count: shapes.count)
    var gradientEnds = Array(repeating: 0, count: shapes.count)
    gradientStarts[flow.lossPlace + 1] = lossTime
    for (order, node) in flow.backwardNodes.enumerated() {
      let time = lossTime + 1 + order
      valueEnds[node + 1] = time
      gradientEnds[node + 1] = time
      for index in inputIndices[node] {
        valueEnds[index + 1] = max(valueEnds[index + 1], time)
        guard flow.depends[index + 1] else { continue }
        gradientStarts[index + 1] = min(gradientStarts[index + 1], time)
        gradientEnds[index + 1] = max(gradientEnds[index + 1], time)
      }
    }
    func count(_ shape: FeatureShape) throws(NetworkError) -> Int {
      let (count, overflow) = shape.count.multipliedReportingOverflow(by: batch)
      try MemoryNeed.check(floats: overflow ? .max : count, for: "a training batch of \(batch)")
      return count
    }
    var tensors: [MemoryPlan.Tensor] = []
    for (tensor, shape) in shapes.enumerated() {
      tensors.append(MemoryPlan.Tensor(count: try count(shape), lifetime: max(0, tensor - 1)...valueEnds[tensor]))
    }
    for (tensor, shape) in shapes.enumerated() {
      let start = gradientStarts[tensor]
      tensors.append(
        start == .max
          ? MemoryPlan.Tensor(count: 0, lifetime: 0...0)
          : MemoryPlan.Tensor(count: try count(shape), lifetime: start...max(start, gradientEnds[tensor])))
    }
    return MemoryPlan(tensors)
  }

  /// Calls `fill` with the places of a batch.
  public func withBatch(_ fill: (TrainingBatch) throws -> Void) rethrows {
    try withExtendedLifetime(self) {
      let weights = UnsafeMutableBufferPointer(start: sampleWeights.pointer, count: sampleWeights.count)
      weights.update(repeating: 1)
      try fill(
        TrainingBatch(
          input: UnsafeMutableBufferPointer(start: inputMap.base, count: inputMap.count),
          target: UnsafeMutableBufferPointer(start: target.pointer, count: target.count), weights: weights))
    }
  }

  /// Computes the output, the loss and the gradients of all parameters for the batch that has been written.
  ///
  /// - Parameters:
  ///   - seed: Determines everything random in this step.
  ///   - observe: Is shown the output, `[batch, height, width, channels]`, before its memory is used again.
  /// - Returns: The loss.
  public func computeGradients(
    seed: UInt64, observe: (UnsafeBufferPointer<Float>) -> Void = { _ in }
  ) -> Double {
    withExtendedLifetime(self) {
      preparedParameters.prepare(model, into: prepared)
      for (node, step) in forwardSteps.enumerated() { step.layer.forward(step.pass, mode: mode(ofNode: node, seed)) }
      observe(UnsafeBufferPointer(start: output.base, count: output.count))
      let value = loss.evaluate(
        output: output, target: target.pointer, gradient: lossGradient.base, weights: sampleWeights.pointer,
        rootFloor: rootFloor, workers: workers)
      for step in backwardSteps { step.layer.backward(step.pass, mode: mode(ofNode: step.node, seed)) }
      return value
    }
  }

  private func mode(ofNode node: Int, _ seed: UInt64) -> ExecutionMode {
    model.table.isFrozen(node: node) ? .inference : .training(seed: seed).forNode(node)
  }
}

/// A network made ready to run forward on inputs of one shape, on one thread.
///
/// All memory is planned when the plan is made; running allocates nothing. A plan belongs to one worker at a
/// time. Plans for several shapes can share one arena where they run one after the other.
public final class InferencePlan {
  /// Shape of the input.
  public let inputShape: FeatureShape
  /// Shape of the output.
  public let outputShape: FeatureShape
  /// The memory of all activations.
  public let arena: AlignedBuffer

  private let model: Model
  private let inputMap: FeatureMap
  private let outputMap: FeatureMap
  private let steps: [(layer: any Layer, pass: ForwardPass)]

  /// Plans a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - pool: Threads to share each layer's work among; nil to compute on the calling thread.
  ///   - arena: Memory of another plan, which is used where it is large enough.
  /// - Throws: ``NetworkError`` where the shape does not fit the network.
  public init(
    _ model: Model, input: FeatureShape, batch: Int = 1, pool: WorkerPool? = nil, sharing arena: AlignedBuffer? = nil
  ) throws(NetworkError) {
    let network = model.network
    let shapes = try network.shapes(input: input)
    let inputIndices = network.inputIndices
    let memory = Self.memoryPlan(shapes, inputIndices: inputIndices, input: input, batch: batch)
    let workers = Workers(for: network, input: input, shapes: shapes, batch: batch, training: false, pool: pool)
    try MemoryNeed.check(floats: memory.floatCount, for: "the network '\(network.name)' on \(input)")
    let arena =
      if let arena, arena.count >= memory.floatCount { arena } else { AlignedBuffer(count: memory.floatCount) }
    let maps = zip([input] + shapes, memory.offsets).map {
      FeatureMap(arena, offset: $1, batch: batch, shape: $0)
    }
    steps = network.nodes.indices.map { node in
      let pass = ForwardPass(
        inputs: inputIndices[node].map { maps[$0 + 1] }, output: maps[node + 1],
        parameters: model.table.pointers(ofNode: node, in: model.parameters), workers: workers)
      return (network.nodes[node].layer, pass)
    }
    self.model = model
    inputMap = maps[0]
    outputMap = maps[shapes.count]
    inputShape = input
    outputShape = outputMap.shape
    self.arena = arena
  }

  /// Floats of arena that a network needs for inputs of a shape.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit the network.
  public static func arenaCount(
    _ model: Model, input: FeatureShape, batch: Int = 1
  ) throws(NetworkError) -> Int {
    let shapes = try model.network.shapes(input: input)
    return memoryPlan(shapes, inputIndices: model.network.inputIndices, input: input, batch: batch).floatCount
  }

  private static func memoryPlan(
    _ shapes: [FeatureShape], inputIndices: [[Int]], input: FeatureShape, batch: Int
  ) -> MemoryPlan {
    // Tensor 0 is the input; tensor i + 1 the output of layer i, needed until its last reader has run.
    var lastUse = Array(repeating: 0, count: shapes.count + 1)
    for (step, indices) in inputIndices.enumerated() {
      lastUse[step + 1] = step
      for index in indices { lastUse[index + 1] = step }
    }
    lastUse[shapes.count] = shapes.count
    var tensors = [MemoryPlan.Tensor(count: batch * input.count, lifetime: 0...lastUse[0])]
    for (step, shape) in shapes.enumerated() {
      tensors.append(
        MemoryPlan.Tensor(count: batch * shape.count, lifetime: step...max(step, lastUse[step + 1])))
    }
    return MemoryPlan(tensors)
  }

  /// Calls `body` with the place of the input, `[batch, height, width, channels]`, to be written before ``run()``.
  public func withInput<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(UnsafeMutableBufferPointer(start: inputMap.base, count: inputMap.count))
    }
  }

  /// Calls `body` with the output of the last ``run()``, `[batch, height, width, channels]`.
  public func withOutput<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(UnsafeBufferPointer(start: outputMap.base, count: outputMap.count))
    }
  }

  /// Computes the output from the input. The input's memory is used again: write it anew before each run.
  public func run() {
    withExtendedLifetime(self) {
      for step in steps { step.layer.forward(step.pass, mode: .inference) }
    }
  }
}

/// A network made ready to run forward on batches of one shape, layer by layer.
///
/// All memory for values is planned when the plan is made. For pages, see ``StreamingPlan``.
public final class InferencePlan {
  /// Shape of the input.
  public let inputShape: FeatureShape
  /// Shape of the output.
  public let outputShape: FeatureShape

  /// Times the layers, where set.
  var clock: StepClock?

  private let prepared: PreparedModel
  private let inputMap: FeatureMap
  private let outputMap: FeatureMap
  private let steps: [(layer: any Layer, pass: ForwardPass)]

  /// Plans a model that no other plan needs prepared.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit the network.
  public convenience init(
    _ model: Model, input: FeatureShape, batch: Int = 1, pool: WorkerPool? = nil
  ) throws(NetworkError) {
    try self.init(PreparedModel(model), input: input, batch: batch, pool: pool)
  }

  /// Plans a network for inputs of a shape.
  ///
  /// - Parameter pool: Threads to share each layer's work among; nil to compute on the calling thread.
  /// - Throws: ``NetworkError`` where the shape does not fit the network.
  public init(
    _ prepared: PreparedModel, input: FeatureShape, batch: Int = 1, pool: WorkerPool? = nil
  ) throws(NetworkError) {
    let model = prepared.model
    let network = try FusedNetwork(model.network, input: input)
    let memory = Self.memoryPlan(network, batch: batch)
    let workers = Workers(for: network.steps.map { ($0.layer, $0.inputs) }, batch: batch, training: false, pool: pool)
    try MemoryNeed.check(floats: memory.floatCount, for: "the network '\(model.network.name)' on \(input)")
    let arena = AlignedBuffer(count: memory.floatCount)
    let maps: [FeatureMap] = zip(network.shapes, memory.offsets).map {
      FeatureMap(arena, offset: $1, batch: batch, shape: $0)
    }
    let parts = network.readParts
    steps = network.steps.map { step in
      let part = parts[step.node + 1]
      let pass = ForwardPass(
        inputs: network.inputs(of: step, from: maps), output: maps[step.node + 1], rows: 0..<part.height, part: part,
        parameters: model.table.pointers(ofNode: step.node, in: model.parameters),
        prepared: prepared.pointer(ofNode: step.node), workers: workers)
      return (step.layer, pass)
    }
    self.prepared = prepared
    inputMap = maps[0]
    outputMap = maps[network.shapes.count - 1]
    inputShape = input
    outputShape = outputMap.shape
  }

  private static func memoryPlan(_ network: FusedNetwork, batch: Int) -> MemoryPlan {
    // A tensor is needed from the step that writes it until its last reader has run; the output to the end.
    var lifetimes: [ClosedRange<Int>?] = Array(repeating: nil, count: network.shapes.count)
    lifetimes[0] = 0...0
    for (place, step) in network.steps.enumerated() {
      lifetimes[step.node + 1] = place...place
      for source in step.sources {
        lifetimes[source.tensor] = (lifetimes[source.tensor]?.lowerBound ?? place)...place
      }
    }
    if let last = lifetimes[network.shapes.count - 1] {
      lifetimes[network.shapes.count - 1] = last.lowerBound...network.steps.count
    }
    return MemoryPlan(
      zip(network.shapes, lifetimes).map { shape, lifetime in
        MemoryPlan.Tensor(count: lifetime == nil ? 0 : batch * shape.count, lifetime: lifetime ?? 0...0)
      })
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
      for (place, step) in steps.enumerated() {
        StepClock.run(place, on: clock) { step.layer.forward(step.pass, mode: .inference) }
      }
    }
  }
}

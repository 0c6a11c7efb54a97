/// A network made ready to run over pages row by row, on one thread, for inputs of one shape.
///
/// Every layer keeps only the rows that others still need, so memory grows with the width of the input and not with its
/// height, most of what is read is still in the cache, and nothing is computed twice. All memory is planned when
/// the plan is made. A plan belongs to one worker at a time.
public final class StreamingPlan {
  /// Shape of the input.
  public let inputShape: FeatureShape
  /// Shape of the output.
  public let outputShape: FeatureShape
  /// The memory of all rows.
  let arena: AlignedBuffer

  /// Output rows between one round over the layers and the next.
  static let band = 8

  /// Times the layers, where set.
  var clock: StepClock?

  private let prepared: PreparedModel
  private let inputMap: FeatureMap
  private let outputMap: FeatureMap
  private var passes: [ForwardPass]
  private let layers: [any Layer]
  private let strips: [(rows: Range<Int>, schedule: RowSchedule)]

  /// Where rows lie in an arena, for an input of a shape.
  private struct Layout {
    let network: FusedNetwork
    let strips: [(rows: Range<Int>, schedule: RowSchedule)]
    let capacities: [Int]
    let offsets: [Int]
    let floatCount: Int

    init(_ network: NetworkSpec, input: FeatureShape, strips: [Range<Int>]) throws(NetworkError) {
      guard let field = try network.receptiveField() else {
        throw .notTileable(reason: "its dense layers see a whole page of one size")
      }
      let fused = try FusedNetwork(network, input: input)
      let schedules = strips.map {
        ($0, RowSchedule(fused, rows: $0, band: StreamingPlan.band, lead: field.extent))
      }
      var capacities = Array(repeating: 0, count: fused.shapes.count)
      for (_, schedule) in schedules { capacities = zip(capacities, schedule.capacities).map { max($0, $1) } }
      var offsets: [Int] = []
      var count = 0
      for (shape, capacity) in zip(fused.shapes, capacities) {
        offsets.append(count)
        // A few cache lines more than the rows take keep maps from meeting in the same sets of the cache.
        if capacity > 0 { count += (capacity * shape.width * shape.channels).roundedUp(to: 16) + 80 }
      }
      self.network = fused
      self.strips = schedules
      self.capacities = capacities
      self.offsets = offsets
      floatCount = count
    }
  }

  /// Plans a network for inputs of a shape.
  ///
  /// - Parameters:
  ///   - strips: Ranges of output rows that ``run(strip:read:write:)`` can compute; nil for all rows at once.
  ///   - arena: Gives memory of at least that many floats, which other plans may use as well.
  /// - Throws: ``NetworkError`` where the shape does not fit, or where the network sees whole inputs only.
  public init(
    _ prepared: PreparedModel, input: FeatureShape, strips: [Range<Int>]? = nil,
    arena: (_ floats: Int) -> AlignedBuffer = { AlignedBuffer(count: $0) }
  ) throws(NetworkError) {
    let model = prepared.model
    let height = try model.network.shapes(input: input).last?.height ?? 0
    let layout = try Layout(model.network, input: input, strips: strips ?? [0..<height])
    let network = layout.network
    try MemoryNeed.check(floats: layout.floatCount, for: "the network '\(model.network.name)' on \(input)")
    let arena = arena(layout.floatCount)
    let workers = Workers(for: network.steps.map { ($0.layer, $0.inputs) }, batch: 1, training: false, pool: nil)
    let maps: [FeatureMap?] = network.shapes.indices.map { tensor in
      guard layout.capacities[tensor] > 0 else { return nil }
      return FeatureMap(
        arena, offset: layout.offsets[tensor], batch: 1, shape: network.shapes[tensor],
        rowCapacity: layout.capacities[tensor])
    }
    guard let first = maps.first, let last = maps.last, let inputMap = first, let outputMap = last else {
      throw .empty
    }
    passes = []
    for step in network.steps {
      guard let output = maps[step.node + 1] else { throw .empty }
      passes.append(
        ForwardPass(
          inputs: network.inputs(of: step, from: maps), output: output, rows: 0..<0,
          parameters: model.table.pointers(ofNode: step.node, in: model.parameters),
          prepared: prepared.pointer(ofNode: step.node), workers: workers))
    }
    layers = network.steps.map(\.layer)
    self.strips = layout.strips
    self.prepared = prepared
    self.inputMap = inputMap
    self.outputMap = outputMap
    inputShape = input
    outputShape = outputMap.shape
    self.arena = arena
  }

  /// Computes the rows of a strip.
  ///
  /// - Parameters:
  ///   - strip: Index of the strip.
  ///   - read: Writes one row of the input, `[width, channels]`, to the place it is given; called in order of rows,
  ///     beginning with the first that the strip sees.
  ///   - write: Takes one row of the output, in order.
  public func run(
    strip: Int = 0, read: (_ row: Int, _ place: UnsafeMutablePointer<Float>) -> Void,
    write: (_ row: Int, _ values: UnsafePointer<Float>) -> Void
  ) {
    let (rows, schedule) = strips[strip]
    withExtendedLifetime(self) {
      for step in schedule.steps {
        guard step.step >= 0 else {
          for row in step.rows { read(row, inputMap.row(row, ofSample: 0)) }
          continue
        }
        passes[step.step].rows = step.rows
        passes[step.step].rowPhase = schedule.phases[step.step]
        StepClock.run(step.step, on: clock) { layers[step.step].forward(passes[step.step], mode: .inference) }
        if step.step == layers.count - 1 {
          for row in step.rows.clamped(to: rows) { write(row, outputMap.row(row, ofSample: 0)) }
        }
      }
    }
  }
}

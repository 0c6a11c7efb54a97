import TextTables

/// How a network is run, layer by layer: which kernel computes each, what it costs, and where the time goes.
public struct NetworkProfile: Sendable, CustomStringConvertible {
  /// One layer.
  public struct Row: Sendable {
    /// The layer's name.
    public let name: String
    /// The kernel that computes it, or why it is not computed.
    public let kernel: String
    /// Shape of its output.
    public let output: FeatureShape
    /// Multiplications with a following addition of the direct method.
    public let multiplyAdds: Int
    /// Bytes read and written, each once: inputs, output, and what is prepared of the parameters or, where nothing is,
    /// the parameters themselves.
    public let bytes: Int
    /// Median seconds of a run.
    public let seconds: Double
  }

  /// The network's name.
  public let name: String
  /// Shape of the input.
  public let input: FeatureShape
  /// The layers in order.
  public let rows: [Row]
  /// Runs that were timed.
  public let runs: Int

  /// Seconds of all layers.
  public var seconds: Double { rows.reduce(0) { $0 + $1.seconds } }
  /// Multiply-adds of all layers.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }

  /// Runs a model on one thread and times its layers, after one run that is not counted.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit.
  public init(_ model: Model, input: FeatureShape, runs: Int = 5) throws(NetworkError) {
    let prepared = try PreparedModel(model)
    let network = try FusedNetwork(model.network, input: input)
    let clock = StepClock(steps: network.steps.count)
    if try model.network.receptiveField() != nil {
      let plan = try StreamingPlan(prepared, input: input)
      plan.clock = clock
      for _ in 0...runs {
        plan.run { _, place in
          SampleValues.fill(place, count: input.width * input.channels)
        } write: { _, _ in
        }
        clock.endRun()
      }
    } else {
      let plan = try InferencePlan(prepared, input: input)
      plan.clock = clock
      for _ in 0...runs {
        plan.withInput { buffer in buffer.baseAddress.map { SampleValues.fill($0, count: buffer.count) } ?? () }
        plan.run()
        clock.endRun()
      }
    }
    let times = clock.medians(droppingFirst: 1)
    var places: [Int: Int] = [:]
    for (place, step) in network.steps.enumerated() { places[step.node] = place }
    name = model.network.name
    self.input = input
    self.runs = runs
    rows = model.network.nodes.enumerated().map { index, node in
      let output = network.shapes[index + 1]
      guard let place = places[index] else {
        return Row(
          name: node.name, kernel: "read in place", output: output, multiplyAdds: 0, bytes: 0, seconds: 0)
      }
      let step = network.steps[place]
      let prepared = node.layer.preparedCount(for: step.inputs, training: false)
      let parameters =
        prepared > 0 ? prepared : node.layer.parameters(for: step.inputs).reduce(0) { $0 + $1.count }
      let floats = step.sources.reduce(output.count + parameters) { $0 + network.shapes[$1.tensor].count }
      return Row(
        name: node.name, kernel: node.layer.kernelName(for: step.inputs), output: output,
        multiplyAdds: node.layer.multiplyAdds(for: step.inputs), bytes: 4 * floats, seconds: times[place])
    }
  }

  /// A table.
  public var description: String {
    let total = max(seconds, .leastNormalMagnitude)
    var table = TextTable(
      ["layer", "kernel", "output", "multiply-adds", "kB", "ms", "share", "GFLOP/s"], leftColumns: 3)
    for row in rows {
      let rate =
        row.multiplyAdds == 0 || row.seconds == 0 ? "" : decimals(2e-9 * Double(row.multiplyAdds) / row.seconds, 0)
      table.append([
        row.name, row.kernel, "\(row.output)", "\(row.multiplyAdds)", "\(row.bytes / 1000)",
        decimals(1000 * row.seconds, 2),
        decimals(100 * row.seconds / total, 1) + " %", rate,
      ])
    }
    let rate = decimals(2e-9 * Double(multiplyAdds) / total, 0)
    return """
      plan of '\(name)' for an input of \(input), one thread, medians of \(runs) runs
      \(table)
      \(multiplyAdds) multiply-adds, \(decimals(1000 * seconds, 2)) ms, \(rate) GFLOP/s of the direct method's work
      """
  }
}

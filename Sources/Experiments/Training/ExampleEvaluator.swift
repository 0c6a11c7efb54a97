import NeuralNetwork

/// What a network makes of examples, as in use.
struct ExampleEvaluator {
  /// What was found.
  struct Result {
    /// The means over all examples.
    let measures: Measures
    /// `[truth][read]` of classifiers; empty otherwise.
    let confusion: [[Int]]
  }

  let source: any ExampleSource
  let loss: Loss
  let pool: WorkerPool

  /// Numbers of an input up to which many examples are computed at once.
  private static let smallInput = 1 << 14
  /// How many those are.
  private static let batch = 64

  /// Judges a model on examples.
  ///
  /// - Parameter indices: Which examples.
  /// - Throws: `NetworkError` where the model does not fit the examples.
  func evaluate(_ model: Model, on indices: [Int]) throws -> Result {
    let classes = source.classes.count
    let results = try results(of: model, on: indices)
    var running = RunningMeasures()
    var confusion = Array(repeating: Array(repeating: 0, count: classes), count: classes)
    let labels = source.labels
    for (index, result) in zip(indices, results) {
      let isRight = result.read == labels[index]
      running.add(
        examples: 1, loss: result.loss, squares: classes > 0 ? nil : result.squares,
        right: classes > 0 ? (isRight ? 1 : 0) : nil)
      if classes > 0 { confusion[labels[index]][result.read] += 1 }
    }
    return Result(measures: running.measures, confusion: confusion)
  }

  /// What a model makes of single examples.
  ///
  /// - Returns: The input, the output and the target of each.
  func outputs(
    of model: Model, on indices: [Int]
  ) throws -> [(input: [Float], output: [Float], target: [Float])] {
    let plan = try InferencePlan(model, input: source.inputShape, pool: pool)
    return indices.map { index in
      var target = [Float](repeating: 0, count: source.targetShape.count)
      let input = plan.withInput { input in
        target.withUnsafeMutableBufferPointer { source.write(index, draw: nil, input: input, target: $0) }
        return Array(input)
      }
      plan.run()
      return (input, plan.withOutput { Array($0) }, target)
    }
  }

  /// What is found of one example.
  private struct ExampleResult {
    var loss = 0.0
    var squares = 0.0
    var read = 0
  }

  private func judge(_ output: UnsafeBufferPointer<Float>, _ target: UnsafeBufferPointer<Float>) -> ExampleResult {
    var result = ExampleResult()
    result.loss = loss.value(of: output, target: target, pixels: source.targetShape.pixels)
    if source.classes.isEmpty { result.squares = meanSquare(output, target) } else { result.read = likeliest(output) }
    return result
  }

  /// Runs batches, each worker one at a time.
  private func results(of model: Model, on indices: [Int]) throws -> [ExampleResult] {
    let (inputCount, targetCount) = (source.inputShape.count, source.targetShape.count)
    let batch = inputCount <= Self.smallInput ? min(Self.batch, indices.count) : 1
    let prepared = try PreparedModel(model)
    let plans = try (0..<min(pool.count, indices.count)).map { _ in
      try InferencePlan(prepared, input: source.inputShape, batch: batch)
    }
    guard plans.first?.outputShape == source.targetShape else {
      throw ExperimentError(
        "the network '\(model.network.name)' gives \(plans.first?.outputShape.description ?? "nothing"), but the examples "
          + "need \(source.targetShape)")
    }
    var results = Array(repeating: ExampleResult(), count: indices.count)
    results.withUnsafeMutableBufferPointer { results in
      nonisolated(unsafe) let results = results
      nonisolated(unsafe) let plans = plans
      let parts = plans.count
      let batches = EpochOrder.steps(indices.count, batch: batch)
      // A part a plan: which worker runs it does not matter then.
      pool.run(count: parts) { part, _ in
        var targets = [Float](repeating: 0, count: batch * targetCount)
        for step in batches * part / parts..<batches * (part + 1) / parts {
          let places = step * batch..<min(indices.count, (step + 1) * batch)
          targets.withUnsafeMutableBufferPointer { targets in
            plans[part].withInput { input in
              for (offset, place) in places.enumerated() {
                source.write(
                  indices[place], draw: nil,
                  input: UnsafeMutableBufferPointer(rebasing: input[offset * inputCount..<(offset + 1) * inputCount]),
                  target: UnsafeMutableBufferPointer(
                    rebasing: targets[offset * targetCount..<(offset + 1) * targetCount]))
              }
              // What is left of another batch is computed along with these, and must be numbers.
              input[(places.count * inputCount)...].update(repeating: 0)
            }
            plans[part].run()
            plans[part].withOutput { output in
              for (offset, place) in places.enumerated() {
                let range = offset * targetCount..<(offset + 1) * targetCount
                results[place] = judge(
                  UnsafeBufferPointer(rebasing: output[range]), UnsafeBufferPointer(rebasing: targets[range]))
              }
            }
          }
        }
      }
    }
    return results
  }
}

/// The likeliest class; the first of equals.
func likeliest(_ probabilities: UnsafeBufferPointer<Float>) -> Int {
  var best = 0
  for index in probabilities.indices where probabilities[index] > probabilities[best] { best = index }
  return best
}

/// The mean of squared differences.
func meanSquare(_ output: UnsafeBufferPointer<Float>, _ target: UnsafeBufferPointer<Float>) -> Double {
  var sum = 0.0
  for index in output.indices {
    let difference = Double(output[index] - target[index])
    sum += difference * difference
  }
  return sum / Double(max(1, output.count))
}

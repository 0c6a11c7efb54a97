import Testing

@testable import NeuralNetwork

@Suite struct LayerTests {
  private let pool = WorkerPool(count: 3)

  @Test(arguments: LayerCase.all) func forwardEqualsThePlainReference(_ testCase: LayerCase) throws {
    let run = try LayerRun(testCase)
    let reference = run.reference()
    #expect(
      largestDifference(run.run(pool: pool).output, reference.values) < 1e-5 * max(1, largest(reference.values)))
  }

  @Test(arguments: LayerCase.all) func gradientsEqualCentralDifferences(_ testCase: LayerCase) throws {
    var run = try LayerRun(testCase)
    let result = run.run(pool: pool)
    let step = 1e-5
    func derivative(_ change: (inout LayerRun, Double) -> Void) -> Double {
      change(&run, step)
      let above = run.weightedSum()
      change(&run, -2 * step)
      let below = run.weightedSum()
      change(&run, step)
      return (above - below) / (2 * step)
    }
    // All places of small arrays, a spread of places of large ones.
    for input in run.inputs.indices {
      let count = run.inputs[input].values.count
      let bound = 2e-5 * max(1, largest(result.inputGradients[input]))
      for place in Swift.stride(from: 0, to: count, by: max(1, count / 40)) {
        let expected = derivative { $0.inputs[input].values[place] += $1 }
        #expect(abs(result.inputGradients[input][place] - expected) < bound)
      }
    }
    for (index, spec) in testCase.layer.parameters(for: testCase.inputs).enumerated() where spec.isTrainable {
      let bound = 2e-5 * max(1, largest(result.parameterGradients[index]))
      for place in Swift.stride(from: 0, to: spec.count, by: max(1, spec.count / 40)) {
        let expected = derivative { $0.parameters[index][place] += $1 }
        #expect(abs(result.parameterGradients[index][place] - expected) < bound)
      }
    }
  }

  @Test(arguments: LayerCase.all) func shapesOfSpecAndReferenceAgree(_ testCase: LayerCase) throws {
    let run = try LayerRun(testCase)
    let reference = run.reference()
    #expect(reference.shape == run.outputShape)
    #expect(reference.values.count == testCase.batch * run.outputShape.count)
    let kinds = LayerCatalogue.all.map { $0.kind }
    #expect(kinds.contains(type(of: testCase.layer).kind))
  }

  @Test(arguments: LayerCase.all) func gradientsAddToWhatOthersHavePut(_ testCase: LayerCase) throws {
    let run = try LayerRun(testCase)
    let alone = run.run(pool: nil).inputGradients
    let added = run.run(pool: nil, gradientStart: 0.5).inputGradients
    for (first, second) in zip(alone, added) {
      #expect(largestDifference(first.map { $0 + 0.5 }, second) < 1e-5 * max(1, largest(first)))
    }
  }

  @Test(arguments: LayerCase.all) func resultsDoNotDependOnTheNumberOfWorkers(_ testCase: LayerCase) throws {
    let run = try LayerRun(testCase)
    let (one, three) = (run.run(pool: nil), run.run(pool: pool))
    #expect(one.output == three.output)
    #expect(one.inputGradients == three.inputGradients)
    #expect(one.parameterGradients == three.parameterGradients)
  }

  @Test func everyKindOfLayerHasACase() {
    let tested = Set(LayerCase.all.map { type(of: $0.layer).kind })
    #expect(tested == Set(LayerCatalogue.all.map { $0.kind }))
  }

  /// Single precision is relative to the largest of the values that were added up.
  private func largest(_ values: [Double]) -> Double { values.map { abs($0) }.max() ?? 0 }

  private func largestDifference(_ first: [Double], _ second: [Double]) -> Double {
    guard first.count == second.count else { return .infinity }
    return zip(first, second).map { abs($0 - $1) }.max() ?? 0
  }
}

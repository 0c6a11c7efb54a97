import Randomness
import Foundation
import Testing

@testable import NeuralNetwork

@Suite struct PlanTests {
  @Test(arguments: [(8, 8), (4, 20), (28, 12)])
  func inferenceEqualsThePlainReference(height: Int, width: Int) throws {
    let model = try Model(initializing: SampleNetworks.unet(), seed: 3)
    let shape = FeatureShape(height: height, width: width, channels: 1)
    let input = SampleNetworks.noise(shape, batch: 2)
    let expected = SampleNetworks.reference(
      model.network, weights: SampleNetworks.doubles(model), input
    ).values
    let pool = WorkerPool(count: 2)
    for pool in [nil, pool] {
      let output = try InferencePlan(model, input: shape, batch: 2, pool: pool).run(input)
      #expect(zip(output, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 })
    }
  }

  @Test func tensorsNeededAtOnceDoNotOverlap() {
    var random = SeededRandom(seed: 9)
    for _ in 0..<50 {
      let tensors = (0..<12).map { step in
        MemoryPlan.Tensor(count: 1 + random.below(100), lifetime: step...(step + random.below(6)))
      }
      let plan = MemoryPlan(tensors)
      for (i, first) in tensors.enumerated() {
        #expect(plan.offsets[i] % 16 == 0 && plan.offsets[i] + first.count <= plan.floatCount)
        for (j, second) in tensors.enumerated().dropFirst(i + 1) where first.lifetime.overlaps(second.lifetime) {
          #expect(
            plan.offsets[i] + first.count <= plan.offsets[j] || plan.offsets[j] + second.count <= plan.offsets[i])
        }
      }
    }
  }

  /// The gradients of whole networks, with skips, against central differences in double precision.
  @Test(arguments: [
    Loss.meanSquaredError, .rootMeanSquaredError, .meanAbsoluteError, .binaryCrossEntropy, .crossEntropy,
  ])
  func networkGradientsEqualCentralDifferences(loss: Loss) throws {
    let network =
      switch loss {
      case .crossEntropy: try SampleNetworks.classifier()
      case .binaryCrossEntropy:
        try NetworkSpec("bce", inputChannels: 1) {
          Conv2D(filters: 3, activation: .tanh).named("a")
          Conv2D(filters: 1, activation: .sigmoid).named("b")
        }
      default: try SampleNetworks.unet()
      }
    try expectGradients(network, FeatureShape(height: 8, width: 8, channels: 1), loss: loss)
  }

  /// Rows and columns that no square of a pooling covers are not computed, and have no gradient.
  @Test(arguments: [(13, 11), (15, 14), (12, 12)])
  func whatPoolingDropsHasNoPart(height: Int, width: Int) throws {
    let network = try NetworkSpec("pools", inputChannels: 1) {
      Conv2D(filters: 8, activation: .tanh).named("a")
      MaxPool2D().named("halves")
      Conv2D(filters: 16, activation: .relu).named("b")
      AveragePool2D(size: 4).named("quarters")
      Flatten().named("vector")
      Dense(units: 3).named("c")
    }
    let shape = FeatureShape(height: height, width: width, channels: 1)
    try expectGradients(network, shape, loss: .meanSquaredError)
    let model = try Model(initializing: network, seed: 3)
    let input = SampleNetworks.noise(shape, batch: 2)
    let expected = SampleNetworks.reference(network, weights: SampleNetworks.doubles(model), input).values
    let output = try InferencePlan(model, input: shape, batch: 2).run(input)
    #expect(zip(output, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  /// A narrower part may be computed more rows at a time than the whole, within the memory planned for that.
  @Test func partsFitTheMemoryOfTheWhole() throws {
    let network = try NetworkSpec("wide", inputChannels: 24) {
      Conv2D(filters: 16, kernel: 5).named("a")
      MaxPool2D().named("halves")
    }
    let shape = FeatureShape(height: 20, width: 167, channels: 24)
    let model = try Model(initializing: network, seed: 8)
    let input = SampleNetworks.noise(shape)
    let expected = SampleNetworks.reference(network, weights: SampleNetworks.doubles(model), input).values
    let output = try InferencePlan(model, input: shape).run(input)
    #expect(zip(output, expected).allSatisfy { abs(Double($0) - $1) < 1e-4 })
  }

  @Test func layersThatNobodyReadsHaveNoPartInTraining() throws {
    func network(aside: Bool) throws -> NetworkSpec {
      try NetworkSpec("aside", inputChannels: 1) {
        Conv2D(filters: 8, activation: .relu).named("a")
        if aside { Conv2D(filters: 8, activation: .relu).named("aside", from: "a") }
        Conv2D(filters: 1).named("b", from: "a")
      }
    }
    let shape = FeatureShape(height: 8, width: 9, channels: 1)
    let whole = try Model(initializing: network(aside: true), seed: 3)
    let gradients = try [true, false].map { aside in
      let spec = try network(aside: aside)
      let tensors = whole.tensors.filter { aside || !$0.key.hasPrefix("aside") }
      let model = try Model(network: spec, tensors: tensors, record: [:], file: "test")
      let plan = try TrainingPlan(model, input: shape, batch: 2, loss: .meanSquaredError, pool: nil)
      plan.withBatch { batch in
        for index in batch.input.indices { batch.input[index] = Float(index % 7) / 7 }
        for index in batch.target.indices { batch.target[index] = Float(index % 5) / 5 }
      }
      _ = plan.computeGradients(seed: 1)
      return Dictionary(
        uniqueKeysWithValues: model.table.entries.map { entry in
          (entry.key, entry.range.map { plan.gradients.pointer[$0] })
        })
    }
    for (key, values) in gradients[1] {
      #expect(values.contains { $0 != 0 } && gradients[0][key] == values, "\(key)")
    }
    #expect(gradients[0].filter { $0.key.hasPrefix("aside") }.allSatisfy { $0.value.allSatisfy { $0 == 0 } })
  }

  private func expectGradients(_ network: NetworkSpec, _ shape: FeatureShape, loss: Loss) throws {
    let isClassifier = loss == .crossEntropy
    let model = try Model(initializing: network, seed: 2)
    let batch = 3
    let input = SampleNetworks.noise(shape, batch: batch)
    let mode = ExecutionMode.training(seed: 21)
    let plan = try TrainingPlan(model, input: shape, batch: batch, loss: loss, pool: WorkerPool(count: 2))
    let outputCount = batch * plan.outputShape.count
    let noise = SampleNetworks.noise(plan.outputShape, batch: batch, seed: 77).values
    // For the classifier, classes 0, 1 and 2 for samples 0, 1 and 2.
    let target = isClassifier ? (0..<outputCount).map { $0 % 4 == 0 ? 1.0 : 0.0 } : noise
    let sampleWeights = [1, 0.25, 3]
    plan.withBatch { places in
      for (index, value) in input.values.enumerated() { places.input[index] = Float(value) }
      for (index, value) in target.enumerated() { places.target[index] = Float(value) }
      for (index, weight) in sampleWeights.enumerated() { places.weights[index] = Float(weight) }
    }
    // Running statistics change with every step; the reference takes the weights as they are before.
    var weights = SampleNetworks.doubles(model)
    func lossOfReference() -> Double {
      let output = SampleNetworks.reference(network, weights: weights, input, mode: mode).values
      return plainLoss(
        loss, output: output, target: target, weights: sampleWeights, positions: isClassifier ? batch : outputCount)
    }
    #expect(abs(plan.computeGradients(seed: 21) - lossOfReference()) < 1e-5)
    var random = SeededRandom(seed: 4)
    let step = 1e-6
    for entry in model.table.entries where entry.spec.isTrainable {
      for _ in 0..<6 {
        let place = random.below(entry.spec.count)
        weights[entry.key]?[place] += step
        let above = lossOfReference()
        weights[entry.key]?[place] -= 2 * step
        let below = lossOfReference()
        weights[entry.key]?[place] += step
        let expected = (above - below) / (2 * step)
        let gradient = Double(plan.gradients.pointer[entry.offset + place])
        #expect(abs(gradient - expected) < 1e-4 * max(0.05, abs(expected)), "\(entry.key)")
      }
    }
  }

  private func plainLoss(
    _ loss: Loss, output: [Double], target: [Double], weights: [Double], positions: Int
  ) -> Double {
    let count = output.count / weights.count
    let terms = zip(output, target).map { value, target in
      switch loss {
      case .meanSquaredError, .rootMeanSquaredError: (value - target) * (value - target)
      case .meanAbsoluteError: abs(value - target)
      case .binaryCrossEntropy: -target * log(value) - (1 - target) * log(1 - value)
      case .crossEntropy: target == 0 ? 0 : -target * log(value)
      }
    }
    let sums = weights.indices.map { terms[$0 * count..<($0 + 1) * count].reduce(0, +) }
    guard loss == .rootMeanSquaredError else {
      return zip(weights, sums).map { $0 * $1 }.reduce(0, +) / Double(positions)
    }
    let roots = zip(weights, sums).map { $0 * ($1 / Double(count) + 1e-4).squareRoot() }
    return roots.reduce(0, +) / Double(weights.count)
  }

  @Test func crossEntropyNeedsASoftmax() throws {
    let model = try Model(initializing: SampleNetworks.unet(), seed: 1)
    #expect(throws: NetworkError.self) {
      try TrainingPlan(model, input: model.network.exampleInput, batch: 1, loss: .crossEntropy, pool: nil)
    }
  }
}

import Randomness
import Foundation
import Testing

@testable import NeuralNetwork

@Suite struct TrainerTests {
  private let shape = FeatureShape(height: 8, width: 8, channels: 1)

  private func trainer(
    _ optimizer: Optimizer = .adamW(), schedule: LearningRateSchedule = .oneCycle(peak: 0.01), workers: Int = 2,
    average: Double? = 0.9, steps: Int = 12, seed: UInt64 = 1, keepsBest: Bool = false
  ) throws -> Trainer {
    try Trainer(
      NetworkSpec("noisy", inputChannels: 1) {
        Conv2D(filters: 4, activation: .relu).named("a")
        BatchNorm().named("n")
        Dropout(rate: 0.1).named("d")
        Conv2D(filters: 1).named("b")
      },
      settings: .init(
        loss: .meanSquaredError, optimizer: optimizer, schedule: schedule, steps: steps, clipNorm: 1,
        averageDecay: average, seed: seed, keepsBest: keepsBest), input: shape, batch: 4,
      pool: WorkerPool(count: workers))
  }

  /// The target is the input's negative.
  private func advance(_ trainer: Trainer, by steps: Int) throws -> [Trainer.StepResult] {
    try (0..<steps).map { _ in
      try trainer.advance { step, batch in
        var random = SeededRandom(42, UInt64(step))
        for index in batch.input.indices {
          batch.input[index] = Float(random.uniform())
          batch.target[index] = 1 - batch.input[index]
        }
      }
    }
  }

  @Test func resumingContinuesBitForBit() throws {
    let whole = try trainer()
    _ = try advance(whole, by: 5)
    whole.noteValidation(0.25)
    let saved = whole.checkpoint(identity: "run")
    let expected = try advance(whole, by: 7)

    let resumed = try trainer(workers: 1)
    try resumed.restore(from: saved, identity: "run", file: "checkpoint")
    #expect(resumed.step == 5 && resumed.validations == [0.25])
    #expect(try advance(resumed, by: 7) == expected)
    #expect(try resumed.result.tensors == whole.result.tensors)
    #expect(resumed.checkpoint(identity: "run") == whole.checkpoint(identity: "run"))
  }

  @Test(arguments: [nil, 0.9]) func theBestWeightsAreKeptAndSaved(average: Double?) throws {
    let trainer = try trainer(average: average, keepsBest: true)
    var results: [[String: Tensor]] = []
    for figure in [0.5, 0.2, 0.2, 0.3] {
      _ = try advance(trainer, by: 2)
      trainer.noteValidation(figure)
      results.append(try trainer.result.tensors)
    }
    #expect(try trainer.best.tensors == results[1] && results[1] != results[2])
    let resumed = try self.trainer(average: average, keepsBest: true)
    try resumed.restore(from: trainer.checkpoint(identity: "run"), identity: "run", file: "checkpoint")
    #expect(try resumed.best.tensors == results[1])
  }

  @Test func checkpointsOfOtherRunsAndDamagedOnesAreRefused() throws {
    let saved = try trainer().checkpoint(identity: "one")
    #expect(throws: NetworkError.self) { try trainer().restore(from: saved, identity: "two", file: "f") }
    #expect(throws: NetworkError.self) {
      try trainer().restore(from: Array(saved.dropLast(5)), identity: "one", file: "f")
    }
    #expect(throws: NetworkError.self) {
      try trainer(.sgd()).restore(from: [1, 2, 3], identity: "one", file: "f")
    }
  }

  @Test func theSeedDeterminesTheWeights() throws {
    let runs = try [UInt64(1), 1, 2].map { seed in
      let trainer = try trainer(seed: seed)
      _ = try advance(trainer, by: 3)
      return try trainer.result.tensors
    }
    #expect(runs[0] == runs[1])
    #expect(runs[0] != runs[2])
  }

  @Test(arguments: [
    Optimizer.sgd(), .sgd(momentum: 0.9), .adam(), .adamW(weightDecay: 0.001), .rmsprop(),
  ])
  func everyOptimizerLearns(optimizer: Optimizer) throws {
    let rate = if case .sgd = optimizer { 0.1 } else { 0.01 }
    let trainer = try trainer(optimizer, schedule: .constant(rate), average: nil, steps: 80)
    let results = try advance(trainer, by: 80)
    #expect(results[79].loss < 0.3 * results[0].loss)
  }

  /// One parameter, one gradient of 0.5, three steps, by hand from the published rules.
  @Test(arguments: [
    (Optimizer.sgd(), [0.95, 0.90, 0.85]),
    (.sgd(momentum: 0.9), [0.95, 0.855, 0.7195]),
    (.adam(), [0.9, 0.8, 0.7]),
    (.adamW(weightDecay: 0.1), [0.89, 0.7811, 0.673289]),
    (.rmsprop(rho: 0.9, epsilon: 0), [0.683772, 0.454357, 0.262254]),
  ])
  func stepsFollowThePublishedRules(optimizer: Optimizer, expected: [Double]) throws {
    let network = try NetworkSpec("one", inputChannels: 1) { Conv2D(filters: 1, kernel: 1, bias: false) }
    let model = try Model(initializing: network, seed: 1)
    let gradients = AlignedBuffer(count: model.table.floatCount)
    let moments = (0..<optimizer.momentCount).map { _ in AlignedBuffer(count: model.table.floatCount) }
    model.parameters.pointer[0] = 1
    for (step, value) in expected.enumerated() {
      gradients.pointer[0] = 0.5
      optimizer.update(
        model.parameters, gradients: gradients, moments: moments, table: model.table, rate: 0.1, step: step,
        workers: Workers(pool: nil, scratchCount: 0, sharedCount: 0))
      #expect(abs(Double(model.parameters.pointer[0]) - value) < 1e-5)
    }
  }

  @Test func gradientsAreClippedToTheirNorm() throws {
    let network = try NetworkSpec("one", inputChannels: 1) { Conv2D(filters: 2, kernel: 1, bias: false) }
    let table = try ParameterTable(network, input: shape)
    let gradients = AlignedBuffer(count: table.floatCount)
    (gradients.pointer[0], gradients.pointer[1]) = (3, 4)
    #expect(GradientClipping.clip(gradients, table: table, limit: 10) == 5)
    #expect(gradients.pointer[1] == 4)
    #expect(GradientClipping.clip(gradients, table: table, limit: 1) == 5)
    #expect(abs(gradients.pointer[0] - 0.6) < 1e-6 && abs(gradients.pointer[1] - 0.8) < 1e-6)
  }

  @Test func averageFollowsTheWeights() {
    let (average, weights) = (AlignedBuffer(count: 1), AlignedBuffer(count: 1))
    weights.pointer[0] = 1
    WeightAverage.update(average, towards: weights, decay: 0.9, step: 0)
    #expect(abs(average.pointer[0] - 0.9) < 1e-6)
    WeightAverage.update(average, towards: weights, decay: 0.9, step: 1_000_000)
    #expect(abs(average.pointer[0] - 0.91) < 1e-6)
  }

  @Test func schedulesGoAsTheyAreDefined() {
    func rate(_ schedule: LearningRateSchedule, _ step: Int, _ figures: [Double] = []) -> Double {
      schedule.rate(step: step, of: 101, validations: figures)
    }
    let cycle = LearningRateSchedule.oneCycle(peak: 1, warmup: 0.3)
    #expect(abs(rate(cycle, 0) - 0.04) < 1e-12 && abs(rate(cycle, 30) - 1) < 1e-12)
    #expect(abs(rate(cycle, 15) - 0.52) < 1e-12 && abs(rate(cycle, 65) - 0.500002) < 1e-6)
    #expect(abs(rate(cycle, 100) - 4e-6) < 1e-12)
    #expect(rate(.constant(0.3), 77) == 0.3)
    #expect(abs(rate(.cosine(start: 1, end: 0.2), 50) - 0.6) < 1e-12)
    let plateau = LearningRateSchedule.plateau(start: 1, factor: 0.5, patience: 2, minimum: 0.2)
    #expect(rate(plateau, 0, [3, 2, 1]) == 1)
    #expect(rate(plateau, 0, [1, 2, 3]) == 0.5)
    #expect(rate(plateau, 0, [1, 2, 3, 0.5, 0.6]) == 0.5)
    #expect(rate(plateau, 0, [1, 2, 2, 2, 2, 2, 2, 2, 2]) == 0.2)
  }

  @Test func divergenceIsReported() throws {
    let trainer = try trainer()
    #expect(throws: NetworkError.diverged(step: 0)) {
      try trainer.advance { _, batch in
        batch.input.update(repeating: .nan)
        batch.target.update(repeating: 0)
      }
    }
  }
}

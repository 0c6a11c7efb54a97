import Foundation
import Randomness
import Testing

@testable import NeuralNetwork

/// What fine-tuning and training by epochs need of a trainer.
@Suite struct TransferTests {
  private let shape = FeatureShape(height: 6, width: 6, channels: 1)

  private func network(classes: Int = 3) throws -> NetworkSpec {
    try NetworkSpec("n", inputChannels: 1, inputSize: .init(height: 6, width: 6)) {
      Conv2D(filters: 4).named("body1")
      BatchNorm(activation: .relu).named("body2")
      Conv2D(filters: 4, activation: .relu).named("body3")
      Flatten().named("vector")
      Dropout(rate: 0.2).named("drop")
      Dense(units: classes).named("head")
      Softmax().named("classes")
    }
  }

  private func trainer(
    frozen: [String] = [], batch: Int = 4, initial: Model? = nil, optimizer: Optimizer = .adam()
  ) throws -> Trainer {
    try Trainer(
      network(), initial: initial,
      settings: .init(
        loss: .crossEntropy, optimizer: optimizer, schedule: .constant(0.01), steps: 10, seed: 3, frozen: frozen),
      input: shape, batch: batch, pool: WorkerPool(count: 2))
  }

  private func fill(_ step: Int, _ batch: TrainingBatch) {
    var random = SeededRandom(9, UInt64(step))
    for index in batch.input.indices { batch.input[index] = Float(random.uniform()) }
    batch.target.update(repeating: 0)
    for sample in batch.weights.indices { batch.target[sample * 3 + (step + sample) % 3] = 1 }
  }

  @Test(arguments: [Optimizer.adam(), .adamW(weightDecay: 0.1), .sgd(momentum: 0.9), .rmsprop()])
  func frozenLayersStayAsTheyAreToTheBit(optimizer: Optimizer) throws {
    let trainer = try trainer(frozen: ["body"], optimizer: optimizer)
    let before = try trainer.result.tensors
    for _ in 0..<4 { _ = try trainer.advance(fill) }
    let after = try trainer.result.tensors
    for key in before.keys {
      #expect((before[key] == after[key]) == key.hasPrefix("body"), "\(key)")
    }
    // The running statistics are among what stays.
    #expect(before["body2.runningMean"] != nil)
  }

  @Test func nothingFrozenChangesEverything() throws {
    let trainer = try trainer()
    let before = try trainer.result.tensors
    for _ in 0..<2 { _ = try trainer.advance(fill) }
    let after = try trainer.result.tensors
    #expect(before.keys.allSatisfy { before[$0] != after[$0] })
  }

  @Test func aSmallerBatchIsAStepOfThatBatch() throws {
    let model = try Model(initializing: network(), seed: 5)
    let mixed = try trainer(batch: 7, initial: model)
    let small = try trainer(batch: 3, initial: model)
    let whole = try trainer(batch: 7, initial: model)
    var shown = 0
    let first = try mixed.advance(samples: 3, observe: { shown = $0.count }, fill)
    #expect(try first == small.advance(fill) && shown == 9)
    #expect(try mixed.result.tensors == small.result.tensors)
    // The whole batch after it finds nothing of the smaller one.
    let second = try mixed.advance(fill)
    let restored = try trainer(batch: 7)
    _ = try restored.restore(from: small.checkpoint(identity: ""), identity: "", file: "")
    #expect(try second == restored.advance(fill))
    #expect(try mixed.result.tensors == restored.result.tensors && whole.step == 0)
  }

  @Test func theObservedOutputIsWhatTheLossIsOf() throws {
    let trainer = try trainer()
    var target: [Float] = []
    var loss = 0.0
    let result = try trainer.advance { output in
      for index in output.indices where target[index] == 1 { loss -= log(Double(output[index])) / 4 }
    } _: { step, batch in
      fill(step, batch)
      target = Array(batch.target)
    }
    #expect(abs(result.loss - loss) < 1e-6)
  }

  @Test func aNewHeadComesOnAnOldBody() throws {
    let old = try Model(initializing: network(classes: 5), seed: 5)
    let new = try Model(initializing: network(), seed: 6, adopting: old, fresh: ["head"])
    let fresh = try Model(initializing: network(), seed: 6)
    for (key, tensor) in new.tensors {
      #expect(tensor == (key.hasPrefix("head") ? fresh.tensors[key] : old.tensors[key]), "\(key)")
    }
    let misfit = #expect(throws: NetworkError.self) {
      try Model(initializing: network(), seed: 6, adopting: old, fresh: [])
    }
    #expect(misfit?.description.contains("head.weight") == true)
  }

  @Test func aNetworkIsExtendedByAHead() throws {
    let base = try NetworkSpec("base", inputChannels: 3, inputSize: .init(height: 4, width: 4)) {
      Conv2D(filters: 8).named("a")
    }
    let head = try NetworkSpec("top", inputChannels: 8) {
      Flatten().named("b")
      Dense(units: 2).named("c")
    }
    let both = try base.appending(head)
    #expect(both.nodes.map(\.name) == ["a", "b", "c"] && both.nodes[1].inputs == ["a"] && both.name == "base-top")
    #expect(throws: NetworkError.self) { try base.appending(base) }
    #expect(throws: NetworkError.self) {
      try base.appending(NetworkSpec("top", inputChannels: 7) { Conv2D(filters: 1).named("x") })
    }
  }

  @Test func theCheckpointCarriesNotes() throws {
    let trainer = try trainer()
    var bytes: [UInt8] = []
    trainer.writeCheckpoint(identity: "run", notes: "épée") { bytes.append(contentsOf: $0) }
    #expect(try Trainer.notes(in: bytes, identity: "run", file: "f") == "épée")
    #expect(throws: NetworkError.self) { try Trainer.notes(in: bytes, identity: "other", file: "f") }
  }

  @Test func theMemoryNeededCountsWhatIsKept() throws {
    func memory(_ optimizer: Optimizer, best: Bool = false) throws -> TrainingMemory {
      try TrainingMemory(
        network(),
        settings: .init(
          loss: .crossEntropy, optimizer: optimizer, schedule: .constant(0.01), steps: 1, seed: 1, keepsBest: best),
        input: shape, batch: 8, workers: 2)
    }
    let table = try ParameterTable(network(), input: shape)
    let adam = try memory(.adam())
    #expect(adam.weights == table.floatCount * 4 && adam.gradients == adam.weights)
    #expect(adam.moments == 2 * adam.weights && adam.copies == 0)
    #expect(try memory(.sgd()).total == adam.total - adam.moments)
    #expect(try memory(.sgd(momentum: 0.9)).moments == adam.weights)
    #expect(try memory(.adam(), best: true).copies == adam.weights)
    // At least the input and the largest value with its gradient.
    #expect(adam.activations >= 8 * 4 * (shape.count + 2 * 4 * shape.pixels))
  }

  /// The most that a dense network on pages of 420×540 needs is known without making it.
  @Test func whatIsTooLargeIsKnownWithoutAllocation() throws {
    let network = try NetworkSpec("pages", inputChannels: 1, inputSize: .init(height: 420, width: 540)) {
      Flatten().named("v")
      Dense(units: 2000, activation: .relu).named("a")
      Dense(units: 226800).named("b")
      Reshape(height: 420, width: 540).named("maps")
    }
    let weights = 2 * 226_800 * 2000 + 228_800
    let memory = try TrainingMemory(
      network,
      settings: .init(
        loss: .meanSquaredError, optimizer: .adam(), schedule: .constant(0.01), steps: 1, seed: 1),
      input: network.exampleInput, batch: 16, workers: 2)
    #expect(abs(memory.weights - weights * 4) < 1000 && memory.total > 16 * weights)
  }
}

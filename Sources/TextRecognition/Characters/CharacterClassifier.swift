import Foundation
import NeuralNetwork

/// A model that says which character an image shows.
///
/// It may be used from several threads at once.
public final class CharacterClassifier: Sendable {
  /// The key in a model's record under which its classes stand, as a JSON array of texts.
  public static let charactersKey = "characters"

  /// What its classes are called, in their order.
  public let characters: [String]
  /// The shape of the images it takes.
  public let shape: FeatureShape
  private let pool: WorkerPool
  private let workers: [ClassifierWorker]

  /// Images that are computed at once, where there are as many.
  private static let largeBatch = 64
  /// Images that are computed at once otherwise.
  private static let smallBatch = 8

  /// Makes a classifier of a model.
  ///
  /// - Parameters:
  ///   - name: What messages call the model.
  ///   - pool: Threads that batches are shared among.
  /// - Throws: ``CharacterDataError`` where the model is no classifier of characters, `NetworkError` where its network
  ///   does not fit together.
  public convenience init(_ model: Model, name: String, pool: WorkerPool) throws {
    guard let text = model.record[Self.charactersKey] else {
      throw CharacterDataError(
        "\(name): the model does not say which characters it tells apart; take one trained by 'train-classifier'")
    }
    guard let characters = try? JSONDecoder().decode([String].self, from: Data(text.utf8)) else {
      throw CharacterDataError("\(name): the model's list of characters is damaged")
    }
    try self.init(model, name: name, characters: characters, pool: pool)
  }

  /// Makes a classifier of a model whose record does not name the classes yet.
  init(_ model: Model, name: String, characters: [String], pool: WorkerPool) throws {
    let shape = model.network.exampleInput
    let output = try model.network.shapes(input: shape).last
    guard model.network.inputSize != nil, output?.pixels == 1 else {
      throw CharacterDataError("\(name): the model is no classifier of images of one size")
    }
    guard output?.channels == characters.count else {
      throw CharacterDataError(
        "\(name): the model has \(output?.channels ?? 0) classes, but names \(characters.count) characters")
    }
    self.characters = characters
    self.shape = shape
    self.pool = pool
    let prepared = try PreparedModel(model)
    workers = try (0..<pool.count).map { _ in
      try ClassifierWorker(prepared, shape: shape, batches: [Self.largeBatch, Self.smallBatch])
    }
  }

  /// The probabilities of all characters for images.
  ///
  /// - Parameter images: `[count, height, width, channels]` of ``shape``, in the form the model was trained on.
  /// - Returns: `[count, characters]`.
  public func probabilities(of images: [Float]) -> [Float] {
    precondition(images.count % shape.count == 0)
    return images.withUnsafeBufferPointer { images in
      probabilities(count: images.count / shape.count) { index, place in
        _ = place.update(fromContentsOf: images[index * shape.count..<(index + 1) * shape.count])
      }
    }
  }

  /// The probabilities of all characters for images that are written where they are read.
  ///
  /// - Parameters:
  ///   - count: How many images.
  ///   - write: Writes an image, `[height, width, channels]` of ``shape``. Called from several threads at once.
  /// - Returns: `[count, characters]`.
  public func probabilities(
    count: Int, write: (_ index: Int, _ place: UnsafeMutableBufferPointer<Float>) -> Void
  ) -> [Float] {
    let classes = characters.count
    let large = count / Self.largeBatch
    let rest = count - large * Self.largeBatch
    let batches = large + (rest + Self.smallBatch - 1) / Self.smallBatch
    return [Float](unsafeUninitializedCapacity: count * classes) { buffer, initialized in
      buffer.initialize(repeating: 0)
      initialized = count * classes
      nonisolated(unsafe) let result = buffer
      pool.run(count: batches) { batch, worker in
        let start =
          batch < large
          ? batch * Self.largeBatch : large * Self.largeBatch + (batch - large) * Self.smallBatch
        let range = start..<min(count, start + (batch < large ? Self.largeBatch : Self.smallBatch))
        workers[worker].run(
          range, write: write,
          into: UnsafeMutableBufferPointer(
            rebasing: result[range.lowerBound * classes..<range.upperBound * classes]))
      }
    }
  }
}

/// Runs batches of a classifier, with memory that is kept from batch to batch.
///
/// Each worker of a pool has one of its own and runs one batch at a time, so nothing in it needs a lock.
private final class ClassifierWorker: @unchecked Sendable {
  /// Of the largest batch first.
  private let plans: [(batch: Int, plan: InferencePlan)]
  private let imageCount: Int

  init(_ model: PreparedModel, shape: FeatureShape, batches: [Int]) throws(NetworkError) {
    var plans: [(batch: Int, plan: InferencePlan)] = []
    for batch in batches { plans.append((batch, try InferencePlan(model, input: shape, batch: batch))) }
    self.plans = plans
    imageCount = shape.count
  }

  /// Computes images, at most as many as the largest batch.
  func run(
    _ images: Range<Int>, write: (_ index: Int, _ place: UnsafeMutableBufferPointer<Float>) -> Void,
    into result: UnsafeMutableBufferPointer<Float>
  ) {
    guard let plan = plans.last(where: { $0.batch >= images.count })?.plan else { return }
    plan.withInput { input in
      for (place, index) in images.enumerated() {
        write(index, UnsafeMutableBufferPointer(rebasing: input[place * imageCount..<(place + 1) * imageCount]))
      }
      // What is left of another batch is computed along with these, and must be numbers.
      input[(images.count * imageCount)...].update(repeating: 0)
    }
    plan.run()
    plan.withOutput { output in _ = result.update(fromContentsOf: output[..<result.count]) }
  }
}

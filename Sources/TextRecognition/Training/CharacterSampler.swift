import NeuralNetwork
import Randomness

/// Draws batches of characters; which ones follows from the seed, the step and the place in the batch alone.
struct CharacterSampler: Sendable {
  private let source: any CharacterSource
  private let seed: UInt64
  private let labelSmoothing: Float
  /// The images of every class that has any.
  private let members: [[Int]]
  /// Where the share of each of these classes ends, the last at 1.
  private let ends: [Double]

  /// Makes a sampler.
  ///
  /// - Parameters:
  ///   - indices: The images to draw from, indices of the source.
  ///   - labelSmoothing: The share of the target that is spread evenly over all classes (Szegedy and others, "Rethinking
  ///     the Inception Architecture", 2016).
  /// - Precondition: There is an image.
  init(_ source: any CharacterSource, indices: [Int], weighting: ClassWeighting, labelSmoothing: Double, seed: UInt64) {
    precondition(!indices.isEmpty)
    self.source = source
    self.seed = seed
    self.labelSmoothing = Float(labelSmoothing)
    let labels = source.labels
    members = Dictionary(grouping: indices) { labels[$0] }.sorted { $0.key < $1.key }.map(\.value)
    let weights = members.map { weighting.weight(ofClassWith: $0.count) }
    let total = weights.reduce(0, +)
    var sum = 0.0
    ends = weights.map {
      sum += $0
      return sum / total
    }
  }

  /// Writes a batch, each worker an image at a time.
  ///
  /// - Parameters:
  ///   - input: `[batch]` of the source's shape.
  ///   - target: `[batch, classes]`: the probability that each class should have.
  func fill(
    step: Int, input: UnsafeMutableBufferPointer<Float>, target: UnsafeMutableBufferPointer<Float>, pool: WorkerPool
  ) {
    let count = source.shape.count
    let classes = source.characters.count
    nonisolated(unsafe) let (input, target) = (input, target)
    pool.run(count: input.count / count) { sample, _ in
      var random = SeededRandom(seed, UInt64(step), UInt64(sample), 0xC4A2)
      let place = UnsafeMutableBufferPointer(rebasing: input[sample * count..<(sample + 1) * count])
      let label = source.draw(drawIndex(&random), &random, into: place)
      for other in 0..<classes {
        target[sample * classes + other] = labelSmoothing / Float(classes) + (other == label ? 1 - labelSmoothing : 0)
      }
    }
  }

  /// An image, of a class by the classes' shares.
  func drawIndex(_ random: inout SeededRandom) -> Int {
    let place = random.uniform()
    let images = members[ends.firstIndex { place < $0 } ?? members.count - 1]
    return images[random.below(images.count)]
  }
}

import Randomness

/// The order in which an epoch goes through its examples: another one each epoch, which follows from the seed alone.
struct EpochOrder: Sendable {
  /// All examples, each once.
  let examples: [Int]
  /// Examples a step.
  let batch: Int

  /// Shuffles examples.
  ///
  /// - Parameter epoch: From 0.
  init(_ examples: [Int], batch: Int, seed: UInt64, epoch: Int) {
    var random = SeededRandom(seed, UInt64(epoch), 0x0E0C)
    self.examples = examples.shuffled(using: &random)
    self.batch = batch
  }

  /// Steps of an epoch of so many examples.
  static func steps(_ count: Int, batch: Int) -> Int { (count + batch - 1) / batch }

  /// The examples of a step; the last step has what is left.
  func examples(ofStep step: Int) -> ArraySlice<Int> {
    examples[step * batch..<min(examples.count, (step + 1) * batch)]
  }
}

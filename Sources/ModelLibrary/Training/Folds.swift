import Randomness

/// A division of labelled images into parts, each of which is validated on once while the others are trained on.
///
/// - SeeAlso: Kohavi, "A Study of Cross-Validation and Bootstrap for Accuracy Estimation and Model Selection", 1995, on
///   stratified cross-validation.
public struct Folds: Sendable {
  /// The images of each part, in order.
  public let parts: [[Int]]

  /// Divides images at random, so that the parts' sizes, and how many images of a class they have, differ by one at most.
  ///
  /// - Parameters:
  ///   - labels: The class of every image.
  ///   - count: How many parts.
  ///   - seed: What the division follows from.
  public init(labels: [Int], count: Int, seed: UInt64) {
    var random = SeededRandom(seed, 0xF01D)
    let shuffled = labels.indices.shuffled(using: &random)
    let byClass = Dictionary(grouping: shuffled) { labels[$0] }.sorted { $0.key < $1.key }.flatMap(\.value)
    var parts = Array(repeating: [Int](), count: count)
    // Dealt out class by class like cards, as they lie.
    for (place, image) in byClass.enumerated() { parts[place % count].append(image) }
    self.parts = parts.map { $0.sorted() }
  }

  /// The images that are not in a part, in order.
  public func others(than part: Int) -> [Int] {
    parts.indices.filter { $0 != part }.flatMap { parts[$0] }.sorted()
  }
}

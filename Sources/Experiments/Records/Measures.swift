/// How good a network is on some examples.
public struct Measures: Codable, Sendable, Equatable {
  /// The mean of the loss that is trained with.
  public var loss: Double
  /// The mean of squared differences over all values; of reconstructions.
  public var meanSquaredError: Double?
  /// Its root, on values from 0 to 1; of reconstructions.
  public var rootMeanSquaredError: Double?
  /// The share of examples whose likeliest class is the right one; of classifiers.
  public var accuracy: Double?
}

/// Sums from which ``Measures`` are made, example by example.
struct RunningMeasures: Codable, Sendable, Equatable {
  private(set) var examples = 0
  private var loss = 0.0
  private var squares: Double?
  private var right: Int?

  /// Adds the mean loss of some examples.
  ///
  /// - Parameters:
  ///   - squares: The sum over these examples of each one's mean squared difference; nil of classifiers.
  ///   - right: How many of them were told right; nil of reconstructions.
  mutating func add(examples count: Int, loss mean: Double, squares: Double?, right: Int?) {
    examples += count
    loss += mean * Double(count)
    if let squares { self.squares = (self.squares ?? 0) + squares }
    if let right { self.right = (self.right ?? 0) + right }
  }

  /// The means.
  var measures: Measures {
    let count = Double(max(1, examples))
    let square = squares.map { $0 / count }
    return Measures(
      loss: loss / count, meanSquaredError: square, rootMeanSquaredError: square?.squareRoot(),
      accuracy: right.map { Double($0) / count })
  }
}

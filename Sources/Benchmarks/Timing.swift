import NeuralNetwork

/// The times of several runs of the same work.
public struct Timing: Sendable, Equatable {
  /// Seconds of each run, in their order.
  public let seconds: [Double]

  /// Makes a timing.
  ///
  /// - Precondition: There is at least one run.
  public init(seconds: [Double]) {
    precondition(!seconds.isEmpty)
    self.seconds = seconds
  }

  /// The middle run, or the mean of the two in the middle, in seconds.
  public var median: Double { NeuralNetwork.median(of: seconds) }

  /// The fastest run, in seconds.
  public var minimum: Double { seconds.reduce(.infinity, min) }

  /// The distance from the fastest to the slowest run, as a share of the median.
  public var spread: Double { ((seconds.max() ?? 0) - minimum) / max(median, .leastNormalMagnitude) }
}

extension Timing: Encodable {
  private enum Key: String, CodingKey { case median, minimum, spread, runs }

  /// Writes median and minimum in seconds, the spread as a share, and all runs in seconds.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(median, forKey: .median)
    try values.encode(minimum, forKey: .minimum)
    try values.encode(spread, forKey: .spread)
    try values.encode(seconds, forKey: .runs)
  }
}

import Foundation
import Randomness

/// Draws the figures of a degradation from their ranges and keeps what was drawn.
public struct Draw: Sendable {
  /// For what is not a parameter: places, directions, noise.
  public var random: SeededRandom
  /// The figures drawn so far by name, in order.
  public private(set) var record: [String: [Double]] = [:]
  private let parameters: [DegradationParameter]
  private let ranges: [String: ClosedRange<Double>]

  /// Begins to draw for a degradation.
  ///
  /// - Parameter ranges: Ranges that stand for those of the degradation.
  init(for degradation: any Degradation.Type, ranges: [String: ClosedRange<Double>], random: SeededRandom) {
    parameters = degradation.parameters
    self.ranges = ranges
    self.random = random
  }

  /// Draws a figure.
  ///
  /// - Precondition: The degradation has a parameter of that name.
  mutating func callAsFunction(_ name: String) -> Double {
    guard let parameter = parameters.first(where: { $0.name == name }) else {
      preconditionFailure("no parameter '\(name)'")
    }
    let range = ranges[name] ?? parameter.range
    let value =
      switch parameter.spread {
      case .linear: random.uniform(in: range)
      case .logarithmic: exp(random.uniform(in: log(range.lowerBound)...log(range.upperBound)))
      }
    record[name, default: []].append(value)
    return value
  }

  /// Draws a whole number.
  mutating func count(_ name: String) -> Int { Int(self(name).rounded()) }
}

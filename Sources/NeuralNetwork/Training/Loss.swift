import Foundation

/// What training makes small.
public enum Loss: String, Sendable, Codable, CaseIterable {
  /// The mean of squared differences.
  case meanSquaredError
  /// The mean of absolute differences.
  case meanAbsoluteError
  /// The mean of `−t·ln y − (1 − t)·ln(1 − y)`, with `y` kept 10⁻⁷ away from 0 and 1.
  case binaryCrossEntropy
  /// The mean over positions of `−Σ t·ln y`, for a network that ends in a softmax.
  case crossEntropy

  private static let margin: Float = 1e-7

  /// The loss, and its gradient with respect to the output.
  ///
  /// For ``crossEntropy`` the gradient is with respect to the softmax's input, `(y − t) / positions`: it is exact
  /// where the gradient through the softmax would divide by vanishing probabilities.
  ///
  /// - Parameters:
  ///   - output: `[batch, height, width, channels]`.
  ///   - target: The same shape.
  ///   - gradient: The same shape, written.
  func evaluate(
    output: FeatureMap, target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>, workers: Workers
  ) -> Double {
    let count = output.count
    let values = output.base
    let divisor = self == .crossEntropy ? Float(output.batch * output.shape.pixels) : Float(count)
    // Partial sums over ranges that do not depend on the number of workers.
    let parts = max(1, min(64, count / 16384))
    var sums = Array(repeating: 0.0, count: parts)
    sums.withUnsafeMutableBufferPointer { sums in
      // A local copy: closures may not capture the exclusive parameter.
      let sums = sums
      workers.forEach(parts) { part, _ in
        var sum = 0.0
        for index in count * part / parts..<count * (part + 1) / parts {
          let (term, slope) = self.term(values[index], target[index])
          sum += Double(term)
          gradient[index] = slope / divisor
        }
        sums[part] = sum
      }
    }
    return sums.reduce(0, +) / Double(divisor)
  }

  /// One value's part in the sum, and its derivative.
  @inline(__always)
  private func term(_ value: Float, _ target: Float) -> (Float, Float) {
    let difference = value - target
    switch self {
    case .meanSquaredError:
      return (difference * difference, 2 * difference)
    case .meanAbsoluteError:
      return (abs(difference), difference > 0 ? 1 : difference < 0 ? -1 : 0)
    case .binaryCrossEntropy:
      let bounded = min(max(value, Self.margin), 1 - Self.margin)
      return (
        -target * logf(bounded) - (1 - target) * logf(1 - bounded),
        (bounded - target) / (bounded * (1 - bounded))
      )
    case .crossEntropy:
      return (target == 0 ? 0 : -target * logf(max(value, Float.leastNormalMagnitude)), difference)
    }
  }
}

import Foundation

/// What training makes small.
public enum Loss: String, Sendable, Codable, CaseIterable {
  /// The mean of squared differences.
  case meanSquaredError
  /// The mean over samples of the root of a sample's mean squared difference, the square of a floor added to it.
  ///
  /// What cannot be had right, such as the text under a blot, has a large error whatever a network does. Squared, a few
  /// such samples drown the others; under the root each counts by its own size. Samples well below the floor still
  /// count by their squares, so that among pages that can be had right the worst are mended first: it is the pseudo-Huber
  /// loss of a sample's root mean squared difference.
  case rootMeanSquaredError
  /// The mean of absolute differences.
  case meanAbsoluteError
  /// The mean of `−t·ln y − (1 − t)·ln(1 − y)`, with `y` kept 10⁻⁷ away from 0 and 1.
  case binaryCrossEntropy
  /// The mean over positions of `−Σ t·ln y`, for a network that ends in a softmax.
  case crossEntropy

  private static let margin: Float = 1e-7

  /// The floor of ``rootMeanSquaredError`` where none is given.
  public static let standardRootFloor = 0.01

  /// The loss, and its gradient with respect to the output.
  ///
  /// For ``crossEntropy`` the gradient is with respect to the softmax's input, `(y − t) / positions`: it is exact
  /// where the gradient through the softmax would divide by vanishing probabilities.
  ///
  /// - Parameters:
  ///   - output: `[batch, height, width, channels]`.
  ///   - target: The same shape.
  ///   - gradient: The same shape, written.
  ///   - weights: By how much each sample's loss is multiplied, `[batch]`.
  ///   - rootFloor: The floor of ``rootMeanSquaredError``.
  func evaluate(
    output: FeatureMap, target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    weights: UnsafePointer<Float>, rootFloor: Double, workers: Workers
  ) -> Double {
    if self == .rootMeanSquaredError {
      return Self.evaluateRoots(
        output: output, target: target, gradient: gradient, weights: weights, floor: rootFloor, workers: workers)
    }
    let count = output.count
    let sampleCount = count / output.batch
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
          let weight = weights[index / sampleCount]
          sum += Double(weight * term)
          gradient[index] = weight * slope / divisor
        }
        sums[part] = sum
      }
    }
    return sums.reduce(0, +) / Double(divisor)
  }

  /// The loss of one sample, without its gradient.
  ///
  /// - Parameters:
  ///   - output: `[height, width, channels]`.
  ///   - target: The same shape.
  ///   - pixels: Positions of the output.
  public func value(
    of output: UnsafeBufferPointer<Float>, target: UnsafeBufferPointer<Float>, pixels: Int
  ) -> Double {
    var sum = 0.0
    for index in output.indices { sum += Double(term(output[index], target[index]).0) }
    switch self {
    case .crossEntropy: return sum / Double(pixels)
    case .rootMeanSquaredError:
      return (sum / Double(output.count) + Self.standardRootFloor * Self.standardRootFloor).squareRoot()
    case .meanSquaredError, .meanAbsoluteError, .binaryCrossEntropy: return sum / Double(output.count)
    }
  }

  /// The mean of the samples' roots, and its gradient.
  private static func evaluateRoots(
    output: FeatureMap, target: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>,
    weights: UnsafePointer<Float>, floor: Double, workers: Workers
  ) -> Double {
    let values = output.base
    let batch = output.batch
    let count = output.count / batch
    var roots = Array(repeating: 0.0, count: batch)
    roots.withUnsafeMutableBufferPointer { roots in
      let roots = roots
      workers.forEach(batch) { sample, _ in
        let range = sample * count..<(sample + 1) * count
        var sum = 0.0
        for index in range {
          let difference = values[index] - target[index]
          sum += Double(difference * difference)
        }
        let weight = Double(weights[sample])
        let root = (sum / Double(count) + floor * floor).squareRoot()
        roots[sample] = weight * root
        let factor = Float(weight / (Double(output.count) * root))
        for index in range { gradient[index] = (values[index] - target[index]) * factor }
      }
    }
    return roots.reduce(0, +) / Double(batch)
  }

  /// One value's part in the sum, and its derivative.
  @inline(__always)
  private func term(_ value: Float, _ target: Float) -> (Float, Float) {
    let difference = value - target
    switch self {
    case .meanSquaredError, .rootMeanSquaredError:
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

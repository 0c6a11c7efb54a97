import Foundation

/// A rule that turns gradients into changes of the weights.
public enum Optimizer: Sendable, Equatable {
  /// Stochastic gradient descent with momentum: `v ← μ·v + g`, `w ← w − rate·v`.
  case sgd(momentum: Float = 0)
  /// Kingma and Ba, "Adam", 2015, with bias correction.
  case adam(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8)
  /// Loshchilov and Hutter, "Decoupled Weight Decay Regularization", 2019. Arrays of one dimension (biases, scales)
  /// do not decay.
  case adamW(beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8, weightDecay: Float = 0.01)
  /// Hinton's RMSprop: `s ← ρ·s + (1 − ρ)·g²`, `w ← w − rate·g / (√s + ε)`.
  case rmsprop(rho: Float = 0.9, epsilon: Float = 1e-8)

  /// Arrays of the size of the parameters that the rule keeps between steps.
  var momentCount: Int {
    switch self {
    case .sgd(let momentum): momentum == 0 ? 0 : 1
    case .rmsprop: 1
    case .adam, .adamW: 2
    }
  }

  /// Changes the weights by one step.
  ///
  /// - Parameters:
  ///   - step: Steps before this one.
  ///   - moments: ``momentCount`` arrays, `[table.floatCount]` each, zero before the first step.
  ///   - workers: Who shares the work.
  func update(
    _ parameters: AlignedBuffer, gradients: AlignedBuffer, moments: [AlignedBuffer], table: ParameterTable,
    rate: Double, step: Int, workers: Workers
  ) {
    for entry in table.entries where entry.spec.isTrainable {
      workers.forRanges(of: entry.range.count) { range in
        let first = entry.range.lowerBound
        update(
          first + range.lowerBound..<first + range.upperBound, parameters.pointer, gradients.pointer,
          moments.map(\.pointer), rate: Float(rate), decays: entry.spec.shape.count > 1, step: step)
      }
    }
  }

  private func update(
    _ range: Range<Int>, _ weights: UnsafeMutablePointer<Float>, _ slopes: UnsafePointer<Float>,
    _ moments: [UnsafeMutablePointer<Float>], rate: Float, decays: Bool, step: Int
  ) {
    switch self {
    case .sgd(let momentum) where momentum == 0:
      for i in range { weights[i] -= rate * slopes[i] }
    case .sgd(let momentum):
      let velocity = moments[0]
      for i in range {
        velocity[i] = momentum * velocity[i] + slopes[i]
        weights[i] -= rate * velocity[i]
      }
    case .rmsprop(let rho, let epsilon):
      let squares = moments[0]
      for i in range {
        squares[i] = rho * squares[i] + (1 - rho) * slopes[i] * slopes[i]
        weights[i] -= rate * slopes[i] / (squares[i].squareRoot() + epsilon)
      }
    case .adam(let beta1, let beta2, let epsilon):
      Self.adam(range, weights, slopes, moments, rate: rate, decay: 0, beta1, beta2, epsilon, step: step)
    case .adamW(let beta1, let beta2, let epsilon, let weightDecay):
      Self.adam(
        range, weights, slopes, moments, rate: rate, decay: decays ? rate * weightDecay : 0, beta1, beta2, epsilon,
        step: step)
    }
  }

  private static func adam(
    _ range: Range<Int>, _ weights: UnsafeMutablePointer<Float>, _ slopes: UnsafePointer<Float>,
    _ moments: [UnsafeMutablePointer<Float>], rate: Float, decay: Float, _ beta1: Float, _ beta2: Float,
    _ epsilon: Float, step: Int
  ) {
    let mean = moments[0]
    let square = moments[1]
    let correction1 = Float(1 / (1 - pow(Double(beta1), Double(step + 1))))
    let correction2 = Float(1 / (1 - pow(Double(beta2), Double(step + 1))))
    @inline(__always)
    func change(_ weight: FloatVector, _ slope: FloatVector, at place: Int, count: Int) -> FloatVector {
      let newMean = beta1 * FloatVector(first: count, of: mean + place) + (1 - beta1) * slope
      let newSquare = beta2 * FloatVector(first: count, of: square + place) + (1 - beta2) * slope * slope
      newMean.store(first: count, to: mean + place)
      newSquare.store(first: count, to: square + place)
      let deviation = (newSquare * correction2).squareRoot() + epsilon
      return weight - (decay * weight + rate * newMean * correction1 / deviation)
    }
    for place in stride(from: range.lowerBound, to: range.upperBound, by: FloatVector.scalarCount) {
      let count = range.upperBound - place
      change(
        FloatVector(first: count, of: weights + place), FloatVector(first: count, of: slopes + place), at: place,
        count: count
      ).store(first: count, to: weights + place)
    }
  }
}

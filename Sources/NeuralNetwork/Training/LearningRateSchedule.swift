import Foundation

/// How the learning rate goes over a run.
public enum LearningRateSchedule: Sendable, Equatable {
  /// One rate.
  case constant(Double)
  /// Up along a half cosine from `peak / 25` over the first `warmup` share of the steps, then down to
  /// `peak / 250,000` (Smith and Topin, "Super-Convergence", 2018; the shape that PyTorch uses).
  case oneCycle(peak: Double, warmup: Double = 0.3)
  /// Down along a half cosine (Loshchilov and Hutter, "SGDR", 2017).
  case cosine(start: Double, end: Double = 0)
  /// `start`, multiplied by `factor`, down to `minimum`, whenever the validation figure has not become smaller
  /// for `patience` validations.
  case plateau(start: Double, factor: Double = 0.5, patience: Int = 3, minimum: Double = 1e-5)

  /// The rate at a step.
  ///
  /// - Parameter validations: All validation figures so far, smaller is better; only ``plateau`` looks at them.
  public func rate(step: Int, of steps: Int, validations: [Double]) -> Double {
    switch self {
    case .constant(let rate):
      return rate
    case .oneCycle(let peak, let warmup):
      let position = steps > 1 ? Double(step) / Double(steps - 1) : 1
      return position < warmup
        ? Self.halfCosine(from: peak / 25, to: peak, at: position / warmup)
        : Self.halfCosine(from: peak, to: peak / 250_000, at: (position - warmup) / max(1 - warmup, 1e-9))
    case .cosine(let start, let end):
      return Self.halfCosine(from: start, to: end, at: steps > 1 ? Double(step) / Double(steps - 1) : 1)
    case .plateau(let start, let factor, let patience, let minimum):
      var rate = start
      var best = Double.infinity
      var waited = 0
      for figure in validations {
        if figure < best {
          (best, waited) = (figure, 0)
        } else {
          waited += 1
          if waited >= patience { (rate, waited) = (min(rate, max(minimum, rate * factor)), 0) }
        }
      }
      return rate
    }
  }

  private static func halfCosine(from start: Double, to end: Double, at position: Double) -> Double {
    end + (start - end) * (1 + cos(.pi * min(max(position, 0), 1))) / 2
  }
}

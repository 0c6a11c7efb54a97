import Randomness

/// Zeroes a share of the values while training and scales the rest up (Srivastava et al., 2014); otherwise passes
/// everything on.
public struct Dropout: Layer {
  /// The name in network files.
  public static let kind = "dropout"
  /// The settings of the layer in network files.
  public static let settings = ["rate"]

  /// Share of values that become zero.
  public var rate: Double

  /// Makes a dropout.
  public init(rate: Double) { self.rate = rate }

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard rate >= 0, rate < 1 else {
      throw .badSetting(layer: Self.kind, setting: "rate", value: "\(rate)", expected: "at least 0 and below 1")
    }
    return inputs[0]
  }

  /// What the value at `index` of the batch is multiplied by. A hash of the step's seed and the index, so
  /// that forward and backward agree without keeping a mask.
  @inline(__always)
  private func factor(_ index: Int, key: UInt64, threshold: UInt64, scale: Float) -> Float {
    SeededRandom.mix(key &+ UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15) < threshold ? 0 : scale
  }

  private func key(_ seed: UInt64) -> UInt64 { SeededRandom.mix(seed) }
  private var threshold: UInt64 { UInt64(rate * 0x1p63) << 1 }
  private var scale: Float { Float(1 / (1 - rate)) }

  /// Multiplies by 0 or by `1 / (1 − rate)` while training, copies otherwise.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let count = pass.output.rowCount
    pass.forEachRow { sample, y in
      let (input, output) = (pass.input.row(y, ofSample: sample), pass.output.row(y, ofSample: sample))
      if case .training(let seed) = mode {
        let (key, threshold, scale) = (key(seed), threshold, scale)
        let first = sample * pass.output.shape.count + y * count
        for index in 0..<count {
          output[index] = input[index] * factor(first + index, key: key, threshold: threshold, scale: scale)
        }
      } else {
        output.copyRun(input, count: count)
      }
    }
  }

  /// Multiplies by the same factors as forward, computed again.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let count = pass.output.shape.count
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let gradient = pass.outputGradient.sample(sample)
      if case .training(let seed) = mode {
        let (key, threshold, scale) = (key(seed), threshold, scale)
        for index in 0..<count {
          inputGradient[index] +=
            gradient[index] * factor(sample * count + index, key: key, threshold: threshold, scale: scale)
        }
      } else {
        for index in 0..<count { inputGradient[index] += gradient[index] }
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    guard case .training(let seed) = mode else { return inputs[0] }
    var result = inputs[0]
    for index in result.values.indices {
      let random = SeededRandom.mix(key(seed) &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15)
      result.values[index] *= Double(random) / 0x1p64 < rate ? 0 : 1 / (1 - rate)
    }
    return result
  }
}

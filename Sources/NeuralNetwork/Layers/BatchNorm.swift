/// Normalises every channel to mean 0 and variance 1, then scales and shifts it (Ioffe and Szegedy, 2015).
///
/// While training the statistics are those of the batch, over samples and positions, and running averages of
/// them are kept; otherwise the running averages are used. Parameters: `scale`, `shift`, `runningMean`,
/// `runningVariance`, each `[channels]`; the last two are not optimised.
public struct BatchNorm: Layer {
  /// The name in network files.
  public static let kind = "batchNorm"
  /// The settings of the layer in network files.
  public static let settings = ["momentum", "epsilon"]

  /// Share of the old running average that each step keeps.
  public var momentum: Float
  /// Added to the variance.
  public var epsilon: Float

  /// Makes a batch normalisation, with Keras's defaults.
  public init(momentum: Float = 0.99, epsilon: Float = 1e-3) {
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// Reads a batch normalisation; both settings have defaults.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    momentum = try values.decodeIfPresent(Float.self, forKey: .momentum) ?? 0.99
    epsilon = try values.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-3
  }

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard (0...1).contains(momentum) else {
      throw .badSetting(layer: Self.kind, setting: "momentum", value: "\(momentum)", expected: "from 0 to 1")
    }
    guard epsilon > 0 else {
      throw .badSetting(layer: Self.kind, setting: "epsilon", value: "\(epsilon)", expected: "above 0")
    }
    return inputs[0]
  }

  /// The arrays described above.
  public func parameters(for inputs: [FeatureShape]) -> [ParameterSpec] {
    let shape = [inputs[0].channels]
    return [
      ParameterSpec(role: "scale", shape: shape, initializer: .constant(1)),
      ParameterSpec(role: "shift", shape: shape, initializer: .constant(0)),
      ParameterSpec(role: "runningMean", shape: shape, initializer: .constant(0), isTrainable: false),
      ParameterSpec(role: "runningVariance", shape: shape, initializer: .constant(1), isTrainable: false),
    ]
  }

  /// Shared scratch: mean, deviation's inverse and variance of the batch, `[3, channels]`, then two sums a sample.
  public func scratch(
    for inputs: [FeatureShape], batch: Int, training: Bool
  ) -> (perWorker: Int, shared: Int) { (0, (3 + 2 * batch) * inputs[0].channels) }

  /// Subtracts the mean, divides by the deviation, scales and shifts.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let channels = pass.input.shape.channels
    let mean = pass.workers.shared.pointer
    let inverse = mean + channels
    if mode == .inference {
      runningStatistics(pass.parameters, channels: channels, mean: mean, inverse: inverse)
    } else {
      let variance = batchStatistics(pass.input, mean: mean, inverse: inverse, workers: pass.workers)
      let count = Float(pass.input.batch * pass.input.shape.pixels)
      for channel in 0..<channels {
        // The running variance is the unbiased one, as in PyTorch.
        let unbiased = variance[channel] * (count > 1 ? count / (count - 1) : 1)
        pass.parameters[2][channel] = momentum * pass.parameters[2][channel] + (1 - momentum) * mean[channel]
        pass.parameters[3][channel] = momentum * pass.parameters[3][channel] + (1 - momentum) * unbiased
      }
    }
    let (scale, shift) = (pass.parameters[0], pass.parameters[1])
    pass.forEachRow { sample, y in
      let (input, output) = (pass.input.row(y, ofSample: sample), pass.output.row(y, ofSample: sample))
      for x in 0..<pass.output.shape.width {
        let place = x * channels
        for channel in 0..<channels {
          output[place + channel] =
            (input[place + channel] - mean[channel]) * inverse[channel] * scale[channel] + shift[channel]
        }
      }
    }
  }

  /// Takes mean and 1/√(variance + ε) of every channel from the running averages.
  private func runningStatistics(
    _ parameters: [UnsafeMutablePointer<Float>], channels: Int, mean: UnsafeMutablePointer<Float>,
    inverse: UnsafeMutablePointer<Float>
  ) {
    mean.update(from: parameters[2], count: channels)
    for channel in 0..<channels { inverse[channel] = 1 / (parameters[3][channel] + epsilon).squareRoot() }
  }

  /// Computes mean and 1/√(variance + ε) of every channel; returns the variances.
  ///
  /// In two passes, for precision, each sample's sum on its own and the samples in order.
  private func batchStatistics(
    _ input: FeatureMap, mean: UnsafeMutablePointer<Float>, inverse: UnsafeMutablePointer<Float>, workers: Workers
  ) -> UnsafeMutablePointer<Float> {
    let channels = input.shape.channels
    let variance = workers.shared.pointer + 2 * channels
    let sums = variance + channels
    let count = Float(input.batch * input.shape.pixels)
    func gather(into result: UnsafeMutablePointer<Float>, _ term: (Float, Float) -> Float) {
      workers.forEach(input.batch) { sample, _ in
        let (values, sum) = (input.sample(sample), sums + sample * channels)
        sum.update(repeating: 0, count: channels)
        for pixel in 0..<input.shape.pixels {
          for channel in 0..<channels { sum[channel] += term(values[pixel * channels + channel], mean[channel]) }
        }
      }
      for channel in 0..<channels {
        var sum: Float = 0
        for sample in 0..<input.batch { sum += sums[sample * channels + channel] }
        result[channel] = sum / count
      }
    }
    gather(into: mean) { value, _ in value }
    gather(into: variance) { value, mean in (value - mean) * (value - mean) }
    for channel in 0..<channels { inverse[channel] = 1 / (variance[channel] + epsilon).squareRoot() }
    return variance
  }

  /// Differentiates through the statistics of the batch while training.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let channels = pass.input.shape.channels
    let pixels = pass.input.shape.pixels
    let batch = pass.input.batch
    let mean = pass.workers.shared.pointer
    let inverse = mean + channels
    if mode == .inference {
      runningStatistics(pass.parameters, channels: channels, mean: mean, inverse: inverse)
    } else {
      _ = batchStatistics(pass.input, mean: mean, inverse: inverse, workers: pass.workers)
    }
    let sums = mean + 3 * channels
    pass.workers.forEach(batch) { sample, _ in
      let (input, gradient) = (pass.input.sample(sample), pass.outputGradient.sample(sample))
      let shiftSum = sums + sample * 2 * channels
      let scaleSum = shiftSum + channels
      shiftSum.update(repeating: 0, count: 2 * channels)
      for pixel in 0..<pixels {
        for channel in 0..<channels {
          let index = pixel * channels + channel
          shiftSum[channel] += gradient[index]
          scaleSum[channel] += gradient[index] * (input[index] - mean[channel]) * inverse[channel]
        }
      }
    }
    let (scaleGradient, shiftGradient) = (pass.parameterGradients[0], pass.parameterGradients[1])
    for channel in 0..<channels {
      (shiftGradient[channel], scaleGradient[channel]) = (0, 0)
      for sample in 0..<batch {
        shiftGradient[channel] += sums[sample * 2 * channels + channel]
        scaleGradient[channel] += sums[(sample * 2 + 1) * channels + channel]
      }
    }
    let share = mode == .inference ? 0 : 1 / Float(batch * pixels)
    pass.workers.forEach(batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      let (input, gradient) = (pass.input.sample(sample), pass.outputGradient.sample(sample))
      for pixel in 0..<pixels {
        for channel in 0..<channels {
          let index = pixel * channels + channel
          let normalised = (input[index] - mean[channel]) * inverse[channel]
          let centred =
            gradient[index] - share * (shiftGradient[channel] + normalised * scaleGradient[channel])
          inputGradient[index] += pass.parameters[0][channel] * inverse[channel] * centred
        }
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    let channels = input.shape.channels
    var result = input
    for channel in 0..<channels {
      let places = stride(from: channel, to: input.values.count, by: channels)
      var mean = parameters[2][channel]
      var variance = parameters[3][channel]
      if mode != .inference {
        let values = places.map { input.values[$0] }
        mean = values.reduce(0, +) / Double(values.count)
        variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      }
      for place in places {
        let normalised = (input.values[place] - mean) / (variance + Double(epsilon)).squareRoot()
        result.values[place] = normalised * parameters[0][channel] + parameters[1][channel]
      }
    }
    return result
  }
}

/// Normalises every channel to mean 0 and variance 1, then scales and shifts it (Ioffe and Szegedy, 2015), and, fused behind it,
/// an activation.
///
/// While training the statistics are those of the batch, over samples and positions, and running averages of
/// them are kept; otherwise the running averages are used. Parameters: `scale`, `shift`, `runningMean`,
/// `runningVariance`, each `[channels]`; the last two are not optimised.
public struct BatchNorm: Layer {
  /// The name in network files.
  public static let kind = "batchNorm"
  /// The settings of the layer in network files.
  public static let settings = ["momentum", "epsilon", "activation"]

  /// Share of the old running average that each step keeps.
  public var momentum: Float
  /// Added to the variance.
  public var epsilon: Float
  /// What is applied to the shifted values.
  public var activation: ActivationFunction

  /// Makes a batch normalisation, with Keras's defaults.
  public init(momentum: Float = 0.99, epsilon: Float = 1e-3, activation: ActivationFunction = .linear) {
    self.momentum = momentum
    self.epsilon = epsilon
    self.activation = activation
  }

  /// Reads a batch normalisation; all settings have defaults.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    momentum = try values.decodeIfPresent(Float.self, forKey: .momentum) ?? 0.99
    epsilon = try values.decodeIfPresent(Float.self, forKey: .epsilon) ?? 1e-3
    activation = try values.decodeIfPresent(ActivationFunction.self, forKey: .activation) ?? .linear
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

  /// Shared scratch: five coefficients of every channel, `[5, channels]`, then two sums a sample, each in whole vectors, so
  /// that no worker reads what another writes.
  public func scratch(
    for inputs: [FeatureShape], batch: Int, training: Bool
  ) -> (perWorker: Int, shared: Int) { (0, (5 + 2 * batch) * Self.sumCount(inputs[0].channels)) }

  private static func sumCount(_ channels: Int) -> Int { channels.roundedUp(to: FloatVector.scalarCount) }

  /// While training: the batch's mean and 1/√(variance + ε), `[2, channels]`, which the forward pass leaves for the backward
  /// pass.
  public func preparedCount(for inputs: [FeatureShape], training: Bool) -> Int {
    training ? 2 * inputs[0].channels : 0
  }

  /// Subtracts the mean, divides by the deviation, scales and shifts: one multiply-add with two coefficients a channel.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let channels = pass.input.shape.channels
    let slope = pass.workers.shared.pointer
    let offset = slope + channels
    if mode == .inference {
      for channel in 0..<channels {
        slope[channel] = pass.parameters[0][channel] / (pass.parameters[3][channel] + epsilon).squareRoot()
        offset[channel] = pass.parameters[1][channel] - pass.parameters[2][channel] * slope[channel]
      }
    } else {
      takeStatistics(of: pass)
      let (mean, inverse) = (pass.prepared, pass.prepared + channels)
      for channel in 0..<channels {
        slope[channel] = pass.parameters[0][channel] * inverse[channel]
        offset[channel] = pass.parameters[1][channel] - mean[channel] * slope[channel]
      }
    }
    pass.forEachRow { sample, y in
      let (input, output) = (pass.input.row(y, ofSample: sample), pass.output.row(y, ofSample: sample))
      forEachVector(channels) { channel, count in
        let (slope, offset) = (FloatVector(slope + channel), FloatVector(offset + channel))
        for x in 0..<pass.output.shape.width {
          let place = x * channels + channel
          offset.addingProduct(slope, FloatVector(input + place)).store(first: count, to: output + place)
        }
      }
      activation.apply(output, count: pass.output.rowCount)
    }
  }

  /// Computes the batch's statistics, leaves them for the backward pass and moves the running averages towards them.
  ///
  /// In one pass, by sums of differences to the first sample's mean, which is near enough to the batch's to lose no precision;
  /// each sample's sums on their own and the samples in order.
  private func takeStatistics(of pass: ForwardPass) {
    let input = pass.input
    let channels = input.shape.channels
    let (mean, inverse) = (pass.prepared, pass.prepared + channels)
    let sumCount = Self.sumCount(channels)
    let pivot = pass.workers.shared.pointer
    let sums = pivot + 3 * sumCount
    let width = input.shape.width
    pivot.update(repeating: 0, count: sumCount)
    for y in 0..<input.shape.height {
      let line = input.row(y, ofSample: 0)
      forEachVector(channels) { channel, _ in
        var sum = FloatVector(pivot + channel)
        for x in 0..<width { sum += FloatVector(line + x * channels + channel) }
        sum.store(to: pivot + channel)
      }
    }
    for channel in 0..<sumCount { pivot[channel] /= Float(input.shape.pixels) }
    pass.workers.forEach(input.batch) { sample, _ in
      let first = sums + sample * 2 * sumCount
      let second = first + sumCount
      first.update(repeating: 0, count: 2 * sumCount)
      for y in 0..<input.shape.height {
        let line = input.row(y, ofSample: sample)
        forEachVector(channels) { channel, _ in
          let pivot = FloatVector(pivot + channel)
          var (sum, squares) = (FloatVector(first + channel), FloatVector(second + channel))
          for x in 0..<width {
            let difference = FloatVector(line + x * channels + channel) - pivot
            sum += difference
            squares.addProduct(difference, difference)
          }
          sum.store(to: first + channel)
          squares.store(to: second + channel)
        }
      }
    }
    let count = Double(input.batch * input.shape.pixels)
    for channel in 0..<channels {
      var (first, second) = (0.0, 0.0)
      for sample in 0..<input.batch {
        first += Double(sums[sample * 2 * sumCount + channel])
        second += Double(sums[(sample * 2 + 1) * sumCount + channel])
      }
      let variance = max(0, second / count - (first / count) * (first / count))
      mean[channel] = pivot[channel] + Float(first / count)
      inverse[channel] = Float(1 / (variance + Double(epsilon)).squareRoot())
      // The running variance is the unbiased one, as in PyTorch.
      let unbiased = Float(variance * (count > 1 ? count / (count - 1) : 1))
      pass.parameters[2][channel] = momentum * pass.parameters[2][channel] + (1 - momentum) * mean[channel]
      pass.parameters[3][channel] = momentum * pass.parameters[3][channel] + (1 - momentum) * unbiased
    }
  }

  /// Calls `body` for the channels eight by eight, with how many of the eight there are.
  ///
  /// Vectors past the last channel are computed from what lies there, and not written.
  @inline(__always)
  private func forEachVector(_ channels: Int, _ body: (_ channel: Int, _ count: Int) -> Void) {
    var channel = 0
    while channel < channels {
      body(channel, channels - channel)
      channel += FloatVector.scalarCount
    }
  }

  /// The activation's derivative, then that of the statistics of the batch, while they are those.
  ///
  /// A rectifier's derivative is told from the input where it is needed, so that the output need not be read, nor a gradient
  /// written that only the next loop reads.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let channels = pass.input.shape.channels
    let (width, height) = (pass.output.shape.width, pass.output.shape.height)
    let batch = pass.input.batch
    let sumCount = Self.sumCount(channels)
    let coefficients = pass.workers.shared.pointer
    let (mean, inverse) = (pass.prepared, pass.prepared + channels)
    if mode == .inference {
      mean.update(from: pass.parameters[2], count: channels)
      for channel in 0..<channels { inverse[channel] = 1 / (pass.parameters[3][channel] + epsilon).squareRoot() }
    }
    let (slope, offset) = (coefficients + 3 * sumCount, coefficients + 4 * sumCount)
    for channel in 0..<channels {
      slope[channel] = pass.parameters[0][channel] * inverse[channel]
      offset[channel] = pass.parameters[1][channel] - mean[channel] * slope[channel]
    }
    let below = activation.slopeBelowZero.map(FloatVector.init(repeating:))
    let sums = coefficients + 5 * sumCount
    pass.workers.forEach(batch) { sample, _ in
      let shiftSum = sums + sample * 2 * sumCount
      let scaleSum = shiftSum + sumCount
      shiftSum.update(repeating: 0, count: 2 * sumCount)
      for y in 0..<height {
        let input = pass.input.row(y, ofSample: sample)
        let gradient = pass.outputGradient.row(y, ofSample: sample)
        if below == nil {
          activation.differentiate(
            gradient, results: pass.output.row(y, ofSample: sample), count: pass.output.rowCount)
        }
        forEachVector(channels) { channel, _ in
          var (shift, scale) = (FloatVector(shiftSum + channel), FloatVector(scaleSum + channel))
          let mean = FloatVector(mean + channel)
          let (slope, offset) = (FloatVector(slope + channel), FloatVector(offset + channel))
          for x in 0..<width {
            let value = FloatVector(input + x * channels + channel)
            let slopes = rectified(FloatVector(gradient + x * channels + channel), value, slope, offset, below)
            shift += slopes
            scale.addProduct(slopes, value - mean)
          }
          shift.store(to: shiftSum + channel)
          scale.store(to: scaleSum + channel)
        }
      }
    }
    let (scaleGradient, shiftGradient) = (pass.parameterGradients[0], pass.parameterGradients[1])
    let share = mode == .inference ? 0 : 1 / Float(batch * pass.input.shape.pixels)
    // The input's gradient is a · gradient + b · input + c.
    let (a, b, c) = (coefficients, coefficients + sumCount, coefficients + 2 * sumCount)
    for channel in 0..<channels {
      (shiftGradient[channel], scaleGradient[channel]) = (0, 0)
      for sample in 0..<batch {
        shiftGradient[channel] += sums[sample * 2 * sumCount + channel]
        scaleGradient[channel] += sums[(sample * 2 + 1) * sumCount + channel]
      }
      scaleGradient[channel] *= inverse[channel]
      a[channel] = slope[channel]
      b[channel] = -a[channel] * share * inverse[channel] * scaleGradient[channel]
      c[channel] = -a[channel] * share * shiftGradient[channel] - b[channel] * mean[channel]
    }
    guard let inputGradient = pass.inputGradients[0] else { return }
    let accumulates = pass.accumulates[0]
    pass.forEachRow { sample, y in
      let input = pass.input.row(y, ofSample: sample)
      let gradient = pass.outputGradient.row(y, ofSample: sample)
      let target = inputGradient.row(y, ofSample: sample)
      forEachVector(channels) { channel, count in
        let (a, b, c) = (FloatVector(a + channel), FloatVector(b + channel), FloatVector(c + channel))
        let (slope, offset) = (FloatVector(slope + channel), FloatVector(offset + channel))
        for x in 0..<width {
          let place = x * channels + channel
          let value = FloatVector(input + place)
          let slopes = rectified(FloatVector(gradient + place), value, slope, offset, below)
          let start = accumulates ? FloatVector(first: count, of: target + place) + c : c
          start.addingProduct(a, slopes).addingProduct(b, value).store(first: count, to: target + place)
        }
      }
    }
  }

  /// The gradient before a rectifier, where there is one, of values that become `slope · value + offset`.
  @inline(__always)
  private func rectified(
    _ gradient: FloatVector, _ value: FloatVector, _ slope: FloatVector, _ offset: FloatVector, _ below: FloatVector?
  ) -> FloatVector {
    guard let below else { return gradient }
    return (gradient * below).replacing(with: gradient, where: offset.addingProduct(slope, value) .> 0)
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
        result.values[place] = activation.reference(normalised * parameters[0][channel] + parameters[1][channel])
      }
    }
    return result
  }
}

import Foundation

/// Turns the channels of every position into probabilities: `eˣ / Σ eˣ`.
public struct Softmax: Layer {
  /// The name in network files.
  public static let kind = "softmax"
  /// The settings of the layer in network files.
  public static let settings: [String] = []

  /// Makes a softmax.
  public init() {}

  /// `[h, w, c]` → `[h, w, c]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape { inputs[0] }

  /// Exponentials over their sum, the largest input subtracted first.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let channels = pass.output.shape.channels
    pass.forEachRow { sample, y in
      for x in 0..<pass.output.shape.width {
        let input = pass.input.row(y, ofSample: sample) + x * channels
        let output = pass.output.row(y, ofSample: sample) + x * channels
        // The largest input is subtracted so that no exponential overflows.
        var largest = input[0]
        for channel in 0..<channels { largest = max(largest, input[channel]) }
        var sum: Float = 0
        for channel in 0..<channels {
          output[channel] = expf(input[channel] - largest)
          sum += output[channel]
        }
        for channel in 0..<channels { output[channel] /= sum }
      }
    }
  }

  /// `p · (g − Σ g·p)` for probabilities `p` and gradient `g`.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let channels = pass.output.shape.channels
    pass.workers.forEach(pass.output.batch) { sample, _ in
      guard let inputGradient = pass.inputGradient(0, sample: sample) else { return }
      for pixel in 0..<pass.output.shape.pixels {
        let place = pixel * channels
        let output = pass.output.sample(sample) + place
        let gradient = pass.outputGradient.sample(sample) + place
        var sum: Float = 0
        for channel in 0..<channels { sum += gradient[channel] * output[channel] }
        for channel in 0..<channels {
          inputGradient[place + channel] += output[channel] * (gradient[channel] - sum)
        }
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    return input.generate(input.shape) { sample, y, x, channel in
      var sum = 0.0
      for other in 0..<input.shape.channels { sum += exp(input[sample, y, x, other]) }
      return exp(input[sample, y, x, channel]) / sum
    }
  }
}

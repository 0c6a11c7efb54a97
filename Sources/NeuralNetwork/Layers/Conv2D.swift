/// A two-dimensional convolution with bias and, fused behind it, an activation.
///
/// Weights `[kernel, kernel, inChannels, filters]`, bias `[filters]`. Cross-correlation, as in every framework.
public struct Conv2D: Layer {
  /// The name in network files.
  public static let kind = "conv2d"
  /// The settings of the layer in network files.
  public static let settings = ["filters", "kernel", "stride", "padding", "activation", "bias", "zeroInitialized"]

  /// What happens at the border.
  public enum Padding: String, Codable, Sendable {
    /// Zeros around the input: as many outputs as inputs (with stride 2, half, rounded up).
    case same
    /// Only positions whose patch lies inside the input.
    case valid
  }

  /// Output channels.
  public var filters: Int
  /// Extent of the filters in both directions: odd, or 2.
  public var kernel: Int
  /// Input positions between outputs: 1 or 2.
  public var stride: Int
  /// What happens at the border.
  public var padding: Padding
  /// What is applied to the sums.
  public var activation: ActivationFunction
  /// Whether a number of its own is added to each filter's sums.
  public var bias: Bool
  /// Whether training starts from zero weights, so that a residual network starts as the identity.
  public var zeroInitialized: Bool

  /// Makes a convolution.
  public init(
    filters: Int, kernel: Int = 3, stride: Int = 1, padding: Padding = .same,
    activation: ActivationFunction = .linear, bias: Bool = true, zeroInitialized: Bool = false
  ) {
    self.filters = filters
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.activation = activation
    self.bias = bias
    self.zeroInitialized = zeroInitialized
  }

  /// Reads a convolution; every setting but `filters` has a default.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    filters = try values.decode(Int.self, forKey: .filters)
    kernel = try values.decodeIfPresent(Int.self, forKey: .kernel) ?? 3
    stride = try values.decodeIfPresent(Int.self, forKey: .stride) ?? 1
    padding = try values.decodeIfPresent(Padding.self, forKey: .padding) ?? .same
    activation = try values.decodeIfPresent(ActivationFunction.self, forKey: .activation) ?? .linear
    bias = try values.decodeIfPresent(Bool.self, forKey: .bias) ?? true
    zeroInitialized = try values.decodeIfPresent(Bool.self, forKey: .zeroInitialized) ?? false
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? {
    let before = padding == .same ? (kernel - 1) / 2 : 0
    return SpatialFootprint(
      shrink: stride, before: before, after: kernel - before - stride, keepsBorder: padding == .same)
  }

  /// `[h, w, in]` → `[h, w, filters]`; rows and columns divided by the stride (rounded up), and fewer by `kernel − 1` where valid.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard (1...FeatureShape.largestChannels).contains(filters) else {
      throw bad("filters", filters, "from 1 to \(FeatureShape.largestChannels)")
    }
    guard kernel <= 63 else { throw bad("kernel", kernel, "at most 63") }
    guard kernel == 2 || (kernel > 0 && kernel % 2 == 1) else { throw bad("kernel", kernel, "odd, or 2") }
    guard stride == 1 || stride == 2 else { throw bad("stride", stride, "1 or 2") }
    let geometry = geometry(inputs[0])
    guard geometry.outputHeight > 0, geometry.outputWidth > 0 else {
      throw .unfitInput(layer: Self.kind, reason: "a \(kernel)×\(kernel) filter does not fit into \(inputs[0])")
    }
    return FeatureShape(height: geometry.outputHeight, width: geometry.outputWidth, channels: filters)
  }

  private func bad(_ setting: String, _ value: Int, _ expected: String) -> NetworkError {
    .badSetting(layer: Self.kind, setting: setting, value: "\(value)", expected: expected)
  }

  private func geometry(_ input: FeatureShape) -> ConvolutionGeometry {
    ConvolutionGeometry(input: input, kernel: kernel, stride: stride, isPadded: padding == .same)
  }

  /// The arrays described above.
  public func parameters(for inputs: [FeatureShape]) -> [ParameterSpec] {
    let fanIn = kernel * kernel * inputs[0].channels
    let initializer: WeightInitializer =
      if zeroInitialized {
        .constant(0)
      } else if activation.isRectifier {
        .he(fanIn: fanIn)
      } else {
        .glorot(fanIn: fanIn, fanOut: kernel * kernel * filters)
      }
    let weight = ParameterSpec(
      role: "weight", shape: [kernel, kernel, inputs[0].channels, filters], initializer: initializer)
    guard bias else { return [weight] }
    return [weight, ParameterSpec(role: "bias", shape: [filters], initializer: .constant(0))]
  }

  /// One for each weight and output position.
  public func multiplyAdds(for inputs: [FeatureShape]) -> Int {
    let geometry = geometry(inputs[0])
    return geometry.positions * geometry.patchCount * filters
  }

  /// Samples are summed into this many partial gradients, whatever the number of workers, so that sums do
  /// not depend on it.
  private static let gradientParts = 16

  /// Patches for each worker; while training also partial weight gradients.
  public func scratch(
    for inputs: [FeatureShape], batch: Int, training: Bool
  ) -> (perWorker: Int, shared: Int) {
    let geometry = geometry(inputs[0])
    let patches = geometry.blockCount * geometry.patchCount
    let parts = min(batch, Self.gradientParts)
    return training
      ? (2 * patches, parts * (geometry.patchCount + 1) * filters)
      : (geometry.isIdentity ? 0 : patches, 0)
  }

  /// Gathers patches of a block of positions, multiplies them with the filters, adds bias and activation while
  /// the block is in the cache.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let geometry = geometry(pass.input.shape)
    let block = geometry.blockCount
    let blocks = (geometry.positions + block - 1) / block
    pass.workers.forEach(pass.output.batch * blocks) { index, scratch in
      let sample = index / blocks
      let start = (index % blocks) * block
      let range = start..<min(start + block, geometry.positions)
      let input = pass.input.sample(sample)
      let output = pass.output.sample(sample) + start * filters
      var patches = input + start * pass.input.shape.channels
      if !geometry.isIdentity {
        patches = scratch
        geometry.gather(range, from: input, into: patches)
      }
      if bias { fill(output, with: pass.parameters[1], rows: range.count) }
      MatrixMultiply.multiply(
        m: range.count, n: filters, k: geometry.patchCount, patches, pass.parameters[0], into: output,
        accumulate: bias)
      activation.apply(output, count: range.count * filters)
    }
  }

  private func fill(
    _ output: UnsafeMutablePointer<Float>, with bias: UnsafePointer<Float>, rows: Int
  ) {
    for row in 0..<rows {
      let target = output + row * filters
      for filter in 0..<filters { target[filter] = bias[filter] }
    }
  }

  /// Weights: patches transposed times gradient, samples summed in a fixed order. Input: gradient times filters
  /// transposed, scattered back to where the patches came from.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let geometry = geometry(pass.input.shape)
    let batch = pass.input.batch
    let parts = min(batch, Self.gradientParts)
    let weightCount = geometry.patchCount * filters
    let partCount = weightCount + filters
    let partials = pass.workers.shared.pointer
    pass.workers.forEach(parts) { part, scratch in
      let weightGradient = partials + part * partCount
      weightGradient.update(repeating: 0, count: partCount)
      for sample in batch * part / parts..<batch * (part + 1) / parts {
        backward(pass, sample: sample, geometry, gradients: weightGradient, scratch: scratch)
      }
    }
    pass.workers.forRanges(of: partCount) { range in
      for index in range {
        var sum: Float = 0
        for part in 0..<parts { sum += partials[part * partCount + index] }
        if index < weightCount {
          pass.parameterGradients[0][index] = sum
        } else if bias {
          pass.parameterGradients[1][index - weightCount] = sum
        }
      }
    }
  }

  /// Backward for one sample: adds to `gradients`, `[patch + 1, filters]`, the last row for the bias.
  private func backward(
    _ pass: BackwardPass, sample: Int, _ geometry: ConvolutionGeometry,
    gradients: UnsafeMutablePointer<Float>, scratch: UnsafeMutablePointer<Float>
  ) {
    let input = pass.input.sample(sample)
    let inputGradient = pass.inputGradient(0, sample: sample)
    let block = geometry.blockCount
    let gathered = scratch
    let spread = scratch + block * geometry.patchCount
    let biasGradient = gradients + geometry.patchCount * filters
    for start in Swift.stride(from: 0, to: geometry.positions, by: block) {
      let range = start..<min(start + block, geometry.positions)
      let gradient = pass.outputGradient.sample(sample) + start * filters
      activation.differentiate(
        gradient, results: pass.output.sample(sample) + start * filters, count: range.count * filters)
      if bias {
        for row in 0..<range.count {
          for filter in 0..<filters { biasGradient[filter] += gradient[row * filters + filter] }
        }
      }
      var patches = input + start * pass.input.shape.channels
      if !geometry.isIdentity {
        patches = gathered
        geometry.gather(range, from: input, into: patches)
      }
      MatrixMultiply.multiply(
        m: geometry.patchCount, n: filters, k: range.count, patches, gradient, transposed: .left,
        into: gradients, accumulate: true)
      guard let inputGradient else { continue }
      if geometry.isIdentity {
        MatrixMultiply.multiply(
          m: range.count, n: geometry.patchCount, k: filters, gradient, pass.parameters[0],
          transposed: .right, into: inputGradient + start * pass.input.shape.channels, accumulate: true)
      } else {
        MatrixMultiply.multiply(
          m: range.count, n: geometry.patchCount, k: filters, gradient, pass.parameters[0],
          transposed: .right, into: spread)
        geometry.scatter(range, from: spread, addingTo: inputGradient)
      }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    let channels = input.shape.channels
    let padding = padding == .same ? (kernel - 1) / 2 : 0
    func positions(_ extent: Int) -> Int {
      // Windows start before the first pixel by the padding; the last one starts on a pixel, or ends on one.
      let starts = Swift.stride(from: -padding, to: extent, by: stride)
      return starts.filter { self.padding == .same ? $0 + padding < extent : $0 + kernel <= extent }.count
    }
    let shape = FeatureShape(
      height: positions(input.shape.height), width: positions(input.shape.width), channels: filters)
    return input.generate(shape) { sample, y, x, filter in
      var sum = bias ? parameters[1][filter] : 0
      for kernelRow in 0..<kernel {
        for kernelColumn in 0..<kernel {
          let row = y * stride + kernelRow - padding
          let column = x * stride + kernelColumn - padding
          guard (0..<input.shape.height).contains(row), (0..<input.shape.width).contains(column) else { continue }
          for channel in 0..<channels {
            sum +=
              input[sample, row, column, channel]
              * parameters[0][((kernelRow * kernel + kernelColumn) * channels + channel) * filters + filter]
          }
        }
      }
      return activation.reference(sum)
    }
  }
}

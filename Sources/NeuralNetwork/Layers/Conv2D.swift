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

  func geometry(_ input: FeatureShape) -> ConvolutionGeometry {
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
    let geometry = geometry(FeatureShape(joining: inputs))
    return geometry.positions * geometry.patchCount * filters
  }

  /// The kernel of the forward pass.
  ///
  /// - Parameter part: The shape of what is to be computed of the output; nil for all of it.
  func forwardKernel(for inputs: [FeatureShape], part: FeatureShape? = nil) -> ConvolutionKernel {
    let geometry = geometry(FeatureShape(joining: inputs))
    return ConvolutionKernel(
      sources: inputs,
      output: part
        ?? FeatureShape(height: geometry.outputHeight, width: geometry.outputWidth, channels: filters),
      kernel: kernel, stride: stride, padding: geometry.padding)
  }

  /// Which of the convolution kernels computes the layer.
  public func kernelName(for inputs: [FeatureShape]) -> String { forwardKernel(for: inputs).name }

  /// Four where Winograd's tiles are computed.
  public func rowGranularity(for inputs: [FeatureShape]) -> Int { forwardKernel(for: inputs).rowGranularity }

  /// The filters as the kernel reads them; while training also those of the input's gradient.
  public func preparedCount(for inputs: [FeatureShape], training: Bool) -> Int {
    forwardKernel(for: inputs).preparedCount.roundedUp(to: 16)
      + (training ? inputGradientKernel(for: FeatureShape(joining: inputs))?.preparedCount ?? 0 : 0)
  }

  /// Transforms or packs the filters.
  public func prepare(
    _ parameters: [UnsafeMutablePointer<Float>], for inputs: [FeatureShape], training: Bool,
    into prepared: UnsafeMutablePointer<Float>
  ) {
    let forward = forwardKernel(for: inputs)
    forward.prepare(parameters[0], use: .forward, into: prepared)
    if training, let kernel = inputGradientKernel(for: FeatureShape(joining: inputs)) {
      kernel.prepare(
        parameters[0], use: .inputGradient, into: prepared + forward.preparedCount.roundedUp(to: 16))
    }
  }

  /// What the kernels need for a block, and while training partial weight gradients.
  public func scratch(
    for inputs: [FeatureShape], batch: Int, training: Bool
  ) -> (perWorker: Int, shared: Int) {
    let forward = forwardKernel(for: inputs).scratchCount
    guard training else { return (forward, 0) }
    let backward = backwardScratch(for: FeatureShape(joining: inputs), batch: batch)
    return (max(forward, backward.perWorker), backward.shared)
  }

  /// Convolves by the kernel that suits the shape, bias and activation applied while sums are in registers.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    forwardKernel(for: pass.inputs.map(\.shape), part: pass.part).convolve(
      pass.inputs, filters: pass.prepared,
      epilogue: ConvolutionEpilogue(bias: bias ? UnsafePointer(pass.parameters[1]) : nil, activation: activation),
      into: pass.output, rows: pass.rows, rowPhase: pass.rowPhase, workers: pass.workers)
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

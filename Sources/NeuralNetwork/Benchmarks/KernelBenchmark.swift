/// A kernel at one of the sizes of the shipped networks, to be timed.
public struct KernelBenchmark: Sendable {
  /// The kernel, and its channels in and out.
  public let name: String
  /// What it computes: a product, a forward pass or a gradient.
  public let work: String
  /// Shape of one sample of the layer's input; nil for plain products.
  public let input: FeatureShape?
  /// Samples.
  public let batch: Int
  /// Multiplications with a following addition of the direct method, for all samples.
  public let multiplyAdds: Int
  /// Those that the kernel does in its products, columns of padding included.
  public let multiplyAddsDone: Int

  private let makeRun: @Sendable (WorkerPool) -> () -> Void

  /// Makes memory for the kernel.
  ///
  /// - Returns: What runs the kernel once, on all workers of the pool; for one thread at a time.
  public func prepared(pool: WorkerPool) -> () -> Void { makeRun(pool) }
}

extension KernelBenchmark {
  /// Extent of the matrices whose product counts as what the machine can do.
  private static let machineExtent = 2048

  /// A large product by OpenBLAS on every worker at once, each with matrices of its own: the machine's peak.
  public static func machineProduct(workers: Int) -> KernelBenchmark {
    let extent = machineExtent
    return KernelBenchmark(
      name: "OpenBLAS \(extent)×\(extent)×\(extent)", work: "product", input: nil, batch: workers,
      multiplyAdds: workers * extent * extent * extent, multiplyAddsDone: workers * extent * extent * extent
    ) { pool in
      let operands = (0..<workers).map { _ in
        (filled(extent * extent), filled(extent * extent), AlignedBuffer(count: extent * extent))
      }
      return {
        pool.run(count: workers) { index, _ in
          let (a, b, c) = operands[index]
          MatrixMultiply.multiply(m: extent, n: extent, k: extent, a.pointer, b.pointer, into: c.pointer)
        }
      }
    }
  }

  /// The kernels of layers at the sizes of the shipped networks, and the products inside them.
  ///
  /// - Parameters:
  ///   - width: Columns of the feature maps.
  ///   - height: Rows of the feature maps.
  ///   - workers: Workers of the pool that they will run on.
  public static func all(width: Int, height: Int, workers: Int) -> [KernelBenchmark] {
    func map(_ channels: Int) -> FeatureShape { FeatureShape(height: height, width: width, channels: channels) }
    let products = [(48, 32), (24, 64)].map { microKernel(rows: $0, depth: $1, workers: workers) }
    let winograd = [(32, 32), (32, 64), (64, 128), (80, 32), (48, 48), (64, 64)].map { channels, filters in
      forward(map(channels), filters: filters) {
        .winograd(WinogradConvolution(sources: [$0], output: $1, padding: 1))
      }
    }
    let direct = [(1, 32), (4, 32), (5, 12), (32, 32)].map { channels, filters in
      forward(map(channels), filters: filters) {
        .direct(DirectConvolution(input: $0, output: $1, kernel: 3, stride: 1, padding: 1))
      }
    }
    let single = [(128, 1), (12, 1)].map { channels, filters in
      forward(map(channels), filters: filters) {
        .singleFilter(SingleFilterConvolution(input: $0, output: $1, kernel: 3, padding: 1))
      }
    }
    let gradients = [(32, 32), (64, 128), (48, 48)].flatMap { channels, filters in
      [dataGradient(map(channels), filters: filters), filterGradient(map(channels), filters: filters)]
    }
    return products + winograd + direct + single + gradients.compactMap { $0 }
  }

  /// The innermost product as Winograd's method calls it: 36 points of a block of tiles, thirty-two filters.
  private static func microKernel(rows: Int, depth: Int, workers: Int) -> KernelBenchmark {
    let (points, filters, repetitions) = (WinogradTransforms.points, 32, 64)
    let count = workers * repetitions * points * rows * depth * filters
    return KernelBenchmark(
      name: "micro-kernel \(rows)×\(depth)×\(filters)", work: "product", input: nil, batch: workers,
      multiplyAdds: count, multiplyAddsDone: count
    ) { pool in
      let operands = (0..<workers).map { _ in
        (
          filled(points * rows * depth), filled(points * depth * filters),
          AlignedBuffer(count: points * rows * filters)
        )
      }
      let kernel = MicroKernel(aRow: depth, depth: depth, cRow: filters)
      return {
        pool.run(count: workers) { index, _ in
          let (a, b, c) = operands[index]
          for _ in 0..<repetitions {
            for point in 0..<points {
              for panel in Swift.stride(from: 0, to: filters, by: MicroKernel.columns) {
                kernel.multiply(
                  rows: rows, a.pointer + point * rows * depth, b.pointer + (point * filters + panel) * depth,
                  into: c.pointer + point * rows * filters + panel)
              }
            }
          }
        }
      }
    }
  }

  /// A convolution of one map, 3×3, stride 1, bias and rectifier included, by the kernel that `choose` makes.
  private static func forward(
    _ input: FeatureShape, filters: Int,
    _ choose: @escaping @Sendable (_ input: FeatureShape, _ output: FeatureShape) -> ConvolutionKernel
  ) -> KernelBenchmark {
    let output = FeatureShape(height: input.height, width: input.width, channels: filters)
    let kernel = choose(input, output)
    return KernelBenchmark(
      name: "\(kernel.name) \(input.channels)→\(filters)", work: "forward", input: input, batch: 1,
      multiplyAdds: 9 * input.count * filters, multiplyAddsDone: kernel.multiplyAddsDone
    ) { pool in
      let kernel = choose(input, output)
      let bias = filled(filters)
      let run = convolution(
        kernel, from: input, to: output, batch: 1, use: .forward, activation: .relu, bias: bias, pool: pool)
      return run
    }
  }

  /// Samples of a training batch.
  private static let trainingBatch = 8

  /// The gradient of a convolution's input: a convolution of the output's gradient with turned filters.
  private static func dataGradient(_ input: FeatureShape, filters: Int) -> KernelBenchmark? {
    let layer = Conv2D(filters: filters)
    guard let kernel = layer.inputGradientKernel(for: input) else { return nil }
    let output = FeatureShape(height: input.height, width: input.width, channels: filters)
    let batch = trainingBatch
    return KernelBenchmark(
      name: "\(kernel.name) \(input.channels)→\(filters)", work: "data gradient", input: input, batch: batch,
      multiplyAdds: batch * 9 * input.count * filters, multiplyAddsDone: batch * kernel.multiplyAddsDone
    ) { pool in
      guard let kernel = layer.inputGradientKernel(for: input) else { return {} }
      return convolution(
        kernel, from: output, to: input, batch: batch, use: .inputGradient, activation: .linear, bias: nil, pool: pool)
    }
  }

  /// What convolves maps of pattern by a kernel.
  private static func convolution(
    _ kernel: ConvolutionKernel, from input: FeatureShape, to output: FeatureShape, batch: Int,
    use: WinogradTransforms.FilterUse, activation: ActivationFunction, bias: AlignedBuffer?, pool: WorkerPool
  ) -> () -> Void {
    let source = FeatureMap(filled(batch * input.count), batch: batch, shape: input)
    let target = FeatureMap(AlignedBuffer(count: batch * output.count), batch: batch, shape: output)
    let filters = AlignedBuffer(count: kernel.preparedCount)
    kernel.prepare(filled(9 * input.channels * output.channels).pointer, use: use, into: filters.pointer)
    let workers = Workers(pool: pool, scratchCount: kernel.scratchCount, sharedCount: 0)
    return {
      kernel.convolve(
        [source], filters: filters.pointer,
        epilogue: ConvolutionEpilogue(bias: bias.map { UnsafePointer($0.pointer) }, activation: activation),
        into: target, rows: 0..<output.height, workers: workers)
    }
  }

  /// The gradient of a convolution's filters and biases, as the layer computes it.
  private static func filterGradient(_ input: FeatureShape, filters: Int) -> KernelBenchmark {
    let output = FeatureShape(height: input.height, width: input.width, channels: filters)
    let layer = Conv2D(filters: filters)
    let batch = trainingBatch
    let transformed =
      batch * WinogradTransforms.points * output.tiles * input.channels
      * filters.roundedUp(to: MicroKernel.columns)
    return KernelBenchmark(
      name: "Winograd F(4×4, 3×3) \(input.channels)→\(filters)", work: "filter gradient", input: input, batch: batch,
      multiplyAdds: batch * 9 * input.count * filters, multiplyAddsDone: transformed
    ) { pool in
      let scratch = layer.scratch(for: [input], batch: batch, training: true)
      let parameters = layer.parameters(for: [input])
      let gradients = parameters.map { AlignedBuffer(count: $0.count) }
      let weights = parameters.map { filled($0.count) }
      let prepared = AlignedBuffer(count: layer.preparedCount(for: [input], training: true))
      let pass = BackwardPass(
        inputs: [FeatureMap(filled(batch * input.count), batch: batch, shape: input)],
        output: FeatureMap(filled(batch * output.count), batch: batch, shape: output),
        outputGradient: FeatureMap(filled(batch * output.count), batch: batch, shape: output), inputGradients: [nil],
        accumulates: [false], parameters: weights.map(\.pointer), parameterGradients: gradients.map(\.pointer),
        prepared: prepared.pointer,
        workers: Workers(pool: pool, scratchCount: scratch.perWorker, sharedCount: scratch.shared))
      return {
        withExtendedLifetime((gradients, weights, prepared)) { layer.backward(pass, mode: .training(seed: 0)) }
      }
    }
  }

  /// Sample values about zero, from −½ to ½.
  private static func filled(_ count: Int) -> AlignedBuffer {
    let buffer = AlignedBuffer(count: count)
    for index in 0..<count { buffer.pointer[index] = SampleValues.value(index) - 0.5 }
    return buffer
  }
}

extension ConvolutionKernel {
  /// Multiply-adds of the kernel's products for one sample, columns of padding included.
  fileprivate var multiplyAddsDone: Int {
    switch self {
    case .winograd(let kernel):
      WinogradTransforms.points * kernel.output.tiles * kernel.input.channels
        * kernel.output.channels.roundedUp(to: MicroKernel.columns)
    case .direct(let kernel):
      kernel.kernel * kernel.kernel * kernel.output.pixels * kernel.input.channels
        * kernel.output.channels.roundedUp(to: MicroKernel.columns)
    case .singleFilter(let kernel):
      kernel.kernel * kernel.output.pixels * (kernel.kernel * kernel.input.channels).roundedUp(to: 8)
    }
  }
}

extension FeatureShape {
  /// Tiles of Winograd's method.
  fileprivate var tiles: Int { ((height + 3) / 4) * ((width + 3) / 4) }
}

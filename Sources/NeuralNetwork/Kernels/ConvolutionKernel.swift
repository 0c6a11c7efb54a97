/// The ways to compute a convolution, and the choice among them by its shape.
enum ConvolutionKernel {
  /// A quarter of the products, in the transformed domain.
  case winograd(WinogradConvolution)
  /// Products of windows and filters.
  case direct(DirectConvolution)
  /// Scalar products of windows and the filter.
  case singleFilter(SingleFilterConvolution)

  /// Chooses the kernel that should be fastest.
  ///
  /// The choice depends on channels and filters only, so that one transform of the filters serves all sizes.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - mayBeSingleFilter: Whether the kernel that neither adds to its result nor turns filters may be chosen.
  init(
    sources: [FeatureShape], output: FeatureShape, kernel: Int, stride: Int, padding: Int,
    mayBeSingleFilter: Bool = true
  ) {
    let input = FeatureShape(joining: sources)
    let direct = DirectConvolution(
      input: input, output: output, kernel: kernel, stride: stride, padding: padding)
    if output.channels == 1, stride == 1, mayBeSingleFilter {
      self = .singleFilter(
        SingleFilterConvolution(input: input, output: output, kernel: kernel, padding: padding))
    } else if kernel == 3, stride == 1,
      Self.winogradCycles(input.channels, output.channels) < Self.directCycles(input.channels, output.channels)
    {
      self = .winograd(WinogradConvolution(sources: sources, output: output, padding: padding))
    } else {
      self = .direct(direct)
    }
  }

  /// Cycles a position that a product of eight-wide vectors takes, two multiply-adds a cycle.
  private static func directCycles(_ channels: Int, _ filters: Int) -> Int {
    9 * channels * (filters.roundedUp(to: 16) / 16) + filters / 4
  }

  /// The same for Winograd: about 110 cycles to bring eight channels of a tile there, 90 to bring eight filters back, and
  /// a store for every six rows of each product.
  private static func winogradCycles(_ channels: Int, _ filters: Int) -> Int {
    let transforms = 110 * (channels.roundedUp(to: 8) / 8) + 90 * (filters.roundedUp(to: 8) / 8)
    return (transforms + 36 * (filters.roundedUp(to: 16) / 16) * (channels + 6)) / 16
  }

  /// The name that plans print.
  var name: String {
    switch self {
    case .winograd: "Winograd F(4×4, 3×3)"
    case .direct(let direct): direct.kernel == 1 ? "product" : "direct"
    case .singleFilter: "single filter"
    }
  }

  /// How many rows are computed together.
  var rowGranularity: Int {
    if case .winograd = self { WinogradConvolution.rowGranularity } else { 1 }
  }

  /// Floats of scratch for a worker.
  var scratchCount: Int {
    switch self {
    case .winograd(let kernel): kernel.scratchCount
    case .direct(let kernel): kernel.scratchCount
    case .singleFilter(let kernel): kernel.scratchCount
    }
  }

  /// Floats that ``prepare(_:use:into:)`` writes.
  var preparedCount: Int {
    switch self {
    case .winograd(let kernel):
      WinogradTransforms.filterCount(inChannels: kernel.input.channels, outChannels: kernel.output.channels)
    case .direct(let kernel):
      DirectConvolution.filterCount(
        inChannels: kernel.input.channels, outChannels: kernel.output.channels, kernel: kernel.kernel)
    case .singleFilter(let kernel):
      SingleFilterConvolution.filterCount(channels: kernel.input.channels, kernel: kernel.kernel)
    }
  }

  /// Puts filters in the form in which the kernel reads them.
  func prepare(
    _ filters: UnsafePointer<Float>, use: WinogradTransforms.FilterUse, into result: UnsafeMutablePointer<Float>
  ) {
    switch self {
    case .winograd(let kernel):
      WinogradTransforms.transformFilters(
        filters, inChannels: kernel.input.channels, outChannels: kernel.output.channels, use: use, into: result)
    case .direct(let kernel):
      DirectConvolution.packFilters(
        filters, inChannels: kernel.input.channels, outChannels: kernel.output.channels, kernel: kernel.kernel,
        use: use, into: result)
    case .singleFilter(let kernel):
      SingleFilterConvolution.packFilter(
        filters, channels: kernel.input.channels, kernel: kernel.kernel, into: result)
    }
  }

  /// Computes rows of the output from prepared filters.
  ///
  /// - Parameters:
  ///   - sources: Maps whose channels, one behind another, are the input.
  ///   - rows: Output rows to compute.
  ///   - rowPhase: What the first of them is modulo ``rowGranularity``, unless it is row 0.
  func convolve(
    _ sources: [FeatureMap], filters: UnsafePointer<Float>, epilogue: ConvolutionEpilogue, into result: FeatureMap,
    rows: Range<Int>, rowPhase: Int = 0, accumulates: Bool = false, workers: Workers
  ) {
    switch self {
    case .winograd(let kernel):
      kernel.convolve(
        sources, filters: filters, epilogue: epilogue, into: result, rows: rows, rowPhase: rowPhase,
        accumulates: accumulates, workers: workers)
    case .direct(let kernel):
      kernel.convolve(
        sources, filters: filters, epilogue: epilogue, into: result, rows: rows, accumulates: accumulates,
        workers: workers)
    case .singleFilter(let kernel):
      kernel.convolve(sources, filter: filters, epilogue: epilogue, into: result, rows: rows, workers: workers)
    }
  }
}

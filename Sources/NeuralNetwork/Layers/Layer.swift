import Randomness

/// One kind of operation in a network: its settings, its shapes, its arithmetic and the plain version of it.
///
/// A layer is a value made of settings only. Weights and activations belong to whoever runs it: an
/// ``InferencePlan`` or a ``TrainingPlan``.
public protocol Layer: Codable, Sendable, Equatable {
  /// The name of this kind of layer in a network file, such as `conv2d`.
  static var kind: String { get }
  /// The settings a network file may give.
  static var settings: [String] { get }
  /// How many inputs the layer takes.
  var inputCount: ClosedRange<Int> { get }

  /// The shape of the output.
  ///
  /// - Throws: ``NetworkError`` where the inputs do not fit the layer.
  func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape
  /// The arrays this layer keeps in the weight file, in the order in which passes receive them.
  func parameters(for inputs: [FeatureShape]) -> [ParameterSpec]
  /// Multiplications with a following addition, for one sample.
  func multiplyAdds(for inputs: [FeatureShape]) -> Int
  /// How an output position relates to input positions; nil where each output sees the whole input.
  var footprint: SpatialFootprint? { get }

  /// The name of the way in which the layer computes inputs of these shapes.
  func kernelName(for inputs: [FeatureShape]) -> String
  /// How many output rows are computed together; where they begin is ``ForwardPass/rowPhase``.
  func rowGranularity(for inputs: [FeatureShape]) -> Int
  /// Floats that ``prepare(_:for:training:into:)`` writes.
  func preparedCount(for inputs: [FeatureShape], training: Bool) -> Int
  /// Brings the parameters to the form in which the kernels read them: once where they stay, each step while training.
  func prepare(
    _ parameters: [UnsafeMutablePointer<Float>], for inputs: [FeatureShape], training: Bool,
    into prepared: UnsafeMutablePointer<Float>)
  /// Floats of scratch that each worker needs, and floats that all share.
  func scratch(for inputs: [FeatureShape], batch: Int, training: Bool) -> (perWorker: Int, shared: Int)
  /// Computes the output's ``ForwardPass/rows`` from the inputs.
  func forward(_ pass: ForwardPass, mode: ExecutionMode)
  /// Adds this layer's part to the gradients of its inputs and writes the gradients of its parameters.
  ///
  /// May overwrite the gradient of its output.
  func backward(_ pass: BackwardPass, mode: ExecutionMode)

  /// The plain version of ``forward(_:mode:)`` in double precision, straight from the definition.
  ///
  /// The oracle for the fast version and, through central differences, for the gradients.
  func reference(_ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode) -> ReferenceTensor
}

extension Layer {
  /// One input.
  public var inputCount: ClosedRange<Int> { 1...1 }
  /// None.
  public func parameters(for inputs: [FeatureShape]) -> [ParameterSpec] { [] }
  /// None.
  public func multiplyAdds(for inputs: [FeatureShape]) -> Int { 0 }
  /// Each output from the input at its own position.
  public var footprint: SpatialFootprint? { .pointwise }
  /// None.
  public func scratch(
    for inputs: [FeatureShape], batch: Int, training: Bool
  ) -> (perWorker: Int, shared: Int) { (0, 0) }

  /// A loop.
  public func kernelName(for inputs: [FeatureShape]) -> String { "loop" }
  /// Any row.
  public func rowGranularity(for inputs: [FeatureShape]) -> Int { 1 }
  /// None.
  public func preparedCount(for inputs: [FeatureShape], training: Bool) -> Int { 0 }
  /// Nothing.
  public func prepare(
    _ parameters: [UnsafeMutablePointer<Float>], for inputs: [FeatureShape], training: Bool,
    into prepared: UnsafeMutablePointer<Float>
  ) {}

  func isEqual(to other: any Layer) -> Bool { (other as? Self) == self }
}

/// Whether a pass trains. Dropout and batch normalisation behave differently then.
public enum ExecutionMode: Sendable, Equatable {
  /// Use what has been learnt.
  case inference
  /// Learn; `seed` determines everything random in this step.
  case training(seed: UInt64)

  /// The mode for one layer of a network: layers draw from streams of their own.
  func forNode(_ node: Int) -> ExecutionMode {
    switch self {
    case .inference: .inference
    case .training(let seed): .training(seed: SeededRandom.mix(seed &+ UInt64(node)))
    }
  }
}

/// An array of numbers that a layer keeps in the weight file.
public struct ParameterSpec: Sendable, Equatable {
  /// What the array is to its layer: `weight`, `bias`, `scale`, `runningMean` …; the key is `layer.role`.
  public let role: String
  /// Extent of each dimension.
  public let shape: [Int]
  /// How the array starts.
  public let initializer: WeightInitializer
  /// Whether the optimizer changes the array; running statistics are kept but not optimised.
  public var isTrainable = true

  /// Number of elements.
  public var count: Int {
    // Saturates: products of the largest settings exceed the range of integers.
    shape.reduce(1) { product, extent in
      let (result, overflow) = product.multipliedReportingOverflow(by: extent)
      return overflow ? .max : result
    }
  }
}

/// What a layer reads and writes when it computes forward.
public struct ForwardPass {
  let inputs: [FeatureMap]
  let output: FeatureMap
  /// The output rows to compute.
  var rows: Range<Int>
  /// What the first of the rows is modulo the layer's granularity, unless it is row 0.
  var rowPhase = 0
  /// The shape of what is read of the output, from its first row and column; nil for all of it.
  var part: FeatureShape?
  let parameters: [UnsafeMutablePointer<Float>]
  /// What ``Layer/prepare(_:for:training:into:)`` wrote.
  let prepared: UnsafeMutablePointer<Float>
  let workers: Workers

  var input: FeatureMap { inputs[0] }

  /// Calls `body` for every row to compute of every sample, shared out in runs that are worth a worker's while.
  func forEachRow(_ body: (_ sample: Int, _ y: Int) -> Void) {
    workers.forEachRow(of: output, rows: rows, body)
  }
}

/// What a layer reads and writes when it computes backward.
public struct BackwardPass {
  let inputs: [FeatureMap]
  let output: FeatureMap
  let outputGradient: FeatureMap
  /// The shape of what is read of the output, from its first row and column, beyond which its gradient is zero; nil for all of
  /// it.
  var part: FeatureShape?
  /// One place an input, nil where nobody needs that gradient.
  let inputGradients: [FeatureMap?]
  /// Whether another layer has already put its part into that gradient.
  let accumulates: [Bool]
  let parameters: [UnsafeMutablePointer<Float>]
  let parameterGradients: [UnsafeMutablePointer<Float>]
  /// What ``Layer/prepare(_:for:training:into:)`` wrote for training.
  let prepared: UnsafeMutablePointer<Float>
  let workers: Workers

  var input: FeatureMap { inputs[0] }

  /// Calls `body` for every row of every sample of the output, shared out in runs that are worth a worker's while.
  func forEachRow(_ body: (_ sample: Int, _ y: Int) -> Void) {
    workers.forEachRow(of: output, rows: 0..<output.shape.height, body)
  }

  /// Makes the output's gradient that of the sums that an activation was applied to.
  func differentiate(_ activation: ActivationFunction) {
    workers.forRanges(of: output.count) { range in
      activation.differentiate(
        outputGradient.base + range.lowerBound, results: output.base + range.lowerBound, count: range.count)
    }
  }

  /// Adds a run to an input's gradient, or puts it there where this layer is the first.
  @inline(__always)
  func give(
    _ index: Int, _ place: UnsafeMutablePointer<Float>, _ source: UnsafePointer<Float>, count: Int
  ) {
    if accumulates[index] { place.addRun(source, count: count) } else { place.copyRun(source, count: count) }
  }

  /// The gradient of one sample of an input, ready to be added to: zero where this layer is the first.
  func inputGradient(_ index: Int, sample: Int) -> UnsafeMutablePointer<Float>? {
    guard let gradient = inputGradients[index] else { return nil }
    let pointer = gradient.sample(sample)
    if !accumulates[index] { pointer.update(repeating: 0, count: gradient.shape.count) }
    return pointer
  }
}

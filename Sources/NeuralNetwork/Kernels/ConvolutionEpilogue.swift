/// What follows the sums of a convolution: a bias and an activation, applied while they are in registers.
struct ConvolutionEpilogue {
  /// One number a filter; nil for none.
  let bias: UnsafePointer<Float>?
  /// What is applied to the sums.
  let activation: ActivationFunction
  /// What values below zero are multiplied by; 1 where that is left to ``finish(_:count:)``.
  private let slope: Float

  init(bias: UnsafePointer<Float>?, activation: ActivationFunction) {
    self.bias = bias
    self.activation = activation
    slope = min(1, activation.slopeBelowZero ?? 1)
  }

  /// Whether ``finish(_:count:)`` has anything left to do.
  var needsFinish: Bool {
    activation != .linear && (activation.slopeBelowZero ?? .infinity) > 1
  }

  /// The biases of eight filters, zero past the last.
  @inline(__always)
  func biases(_ first: Int, of filters: Int) -> FloatVector {
    guard let bias else { return .zero }
    if first + 8 <= filters { return FloatVector(bias + first) }
    var result = FloatVector.zero
    for lane in 0..<max(0, filters - first) { result[lane] = bias[first + lane] }
    return result
  }

  /// Applies a rectifier to finite values, where the activation is one: the larger of a value and its multiple, as long as that
  /// is no steeper. What is not a number stays so.
  @inline(__always)
  func rectify(_ values: FloatVector) -> FloatVector {
    let scaled = values * slope
    return values.replacing(with: scaled, where: scaled .> values)
  }

  /// Applies what ``rectify(_:)`` cannot to values in memory.
  @inline(__always)
  func finish(_ values: UnsafeMutablePointer<Float>, count: Int) {
    if needsFinish { activation.apply(values, count: count) }
  }
}

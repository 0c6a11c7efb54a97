/// Limits the length of the gradient of all weights together (Pascanu et al., 2013).
enum GradientClipping {
  /// Scales the gradients down where their Euclidean norm exceeds `limit`.
  ///
  /// - Returns: The norm before.
  @discardableResult
  static func clip(_ gradients: AlignedBuffer, table: ParameterTable, limit: Double) -> Double {
    var sum = 0.0
    for entry in table.entries where entry.spec.isTrainable {
      sum += sumOfSquares(gradients.pointer + entry.range.lowerBound, count: entry.range.count)
    }
    let norm = sum.squareRoot()
    if norm > limit {
      let scale = Float(limit / norm)
      for index in 0..<gradients.count { gradients.pointer[index] *= scale }
    }
    return norm
  }

  /// Eight sums at a time, so that none waits for the one before it.
  private static func sumOfSquares(_ values: UnsafePointer<Float>, count: Int) -> Double {
    var sums = SIMD8<Double>.zero
    var index = 0
    while index + FloatVector.scalarCount <= count {
      let wide = SIMD8<Double>(FloatVector(values + index))
      sums.addProduct(wide, wide)
      index += FloatVector.scalarCount
    }
    var sum = sums.sum()
    while index < count {
      sum += Double(values[index]) * Double(values[index])
      index += 1
    }
    return sum
  }
}

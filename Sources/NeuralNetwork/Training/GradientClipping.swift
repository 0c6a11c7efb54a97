/// Limits the length of the gradient of all weights together (Pascanu et al., 2013).
enum GradientClipping {
  /// Scales the gradients down where their Euclidean norm exceeds `limit`.
  ///
  /// - Returns: The norm before.
  @discardableResult
  static func clip(_ gradients: AlignedBuffer, table: ParameterTable, limit: Double) -> Double {
    var sum = 0.0
    for entry in table.entries where entry.spec.isTrainable {
      for index in entry.range { sum += Double(gradients.pointer[index]) * Double(gradients.pointer[index]) }
    }
    let norm = sum.squareRoot()
    if norm > limit {
      let scale = Float(limit / norm)
      for index in 0..<gradients.count { gradients.pointer[index] *= scale }
    }
    return norm
  }
}

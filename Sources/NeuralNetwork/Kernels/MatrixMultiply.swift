import COpenBLAS

/// Single-precision matrix products through OpenBLAS, always on the calling thread.
///
/// OpenBLAS is held to one thread (see `CProcessor`): the workers share out tiles and samples, and a
/// product inside a worker must not start a second layer of threads.
enum MatrixMultiply {
  /// Which operand lies in memory with rows and columns exchanged.
  enum Transposition { case none, left, right }

  /// `c = a · b`, or `c += a · b`.
  ///
  /// - Parameters:
  ///   - a: `[m, k]` row-major, or `[k, m]` where the left operand is transposed.
  ///   - b: `[k, n]` row-major, or `[n, k]` where the right operand is transposed.
  ///   - c: `[m, n]` row-major; must not overlap the operands.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>,
    transposed: Transposition = .none, into c: UnsafeMutablePointer<Float>, accumulate: Bool = false
  ) {
    cblas_sgemm(
      CblasRowMajor, transposed == .left ? CblasTrans : CblasNoTrans,
      transposed == .right ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k),
      1, a, Int32(transposed == .left ? m : k), b, Int32(transposed == .right ? k : n),
      accumulate ? 1 : 0, c, Int32(n))
  }

  /// Some rows of `inputᵀ · gradient`, the weight gradient of a dense layer.
  ///
  /// - Parameters:
  ///   - rows: The input features whose rows are written.
  ///   - input: `[samples, inputStride]`.
  ///   - gradient: `[samples, columns]`.
  ///   - result: `[inputStride, columns]`, of which `rows` are written.
  static func outerProduct(
    rows: Range<Int>, columns: Int, samples: Int, input: UnsafePointer<Float>, inputStride: Int,
    _ gradient: UnsafePointer<Float>, into result: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasTrans, CblasNoTrans, Int32(rows.count), Int32(columns), Int32(samples), 1,
      input + rows.lowerBound, Int32(inputStride), gradient, Int32(columns), 0,
      result + rows.lowerBound * columns, Int32(columns))
  }
}

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
  ///   - aStride: Floats from one row of `a` to the next; nil where rows follow one another.
  ///   - b: `[k, n]` row-major, or `[n, k]` where the right operand is transposed.
  ///   - bStride: The same of `b`.
  ///   - c: `[m, n]` row-major; must not overlap the operands.
  ///   - cStride: The same of `c`.
  static func multiply(
    m: Int, n: Int, k: Int, _ a: UnsafePointer<Float>, aStride: Int? = nil, _ b: UnsafePointer<Float>,
    bStride: Int? = nil, transposed: Transposition = .none, into c: UnsafeMutablePointer<Float>, cStride: Int? = nil,
    accumulate: Bool = false
  ) {
    cblas_sgemm(
      CblasRowMajor, transposed == .left ? CblasTrans : CblasNoTrans,
      transposed == .right ? CblasTrans : CblasNoTrans, Int32(m), Int32(n), Int32(k),
      1, a, Int32(aStride ?? (transposed == .left ? m : k)), b, Int32(bStride ?? (transposed == .right ? k : n)),
      accumulate ? 1 : 0, c, Int32(cStride ?? n))
  }
}

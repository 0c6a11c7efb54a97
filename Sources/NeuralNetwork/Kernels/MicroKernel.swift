/// The innermost loops of all products: a few rows of `a` times sixteen columns of `b`, sums kept in registers.
///
/// `c[r, j] (+)= Σ a[r, k] · b[k, j]`, where `k` runs over segments, then over depth. Rows, steps and segments of `a` may lie
/// at any distance, so that `a` may be a matrix, its transpose, or an image whose overlapping windows are the rows; either the
/// rows or the steps are neighbours.
/// Six rows by sixteen columns fill the sixteen vector registers of AVX2 (Goto and van de Geijn, "Anatomy of
/// High-Performance Matrix Multiplication", 2008).
struct MicroKernel {
  /// Columns of a product.
  static let columns = 16

  /// Floats between neighbouring rows of `a`.
  let aRow: Int
  /// Floats between neighbouring steps of `a` along the depth; 1 unless ``aRow`` is.
  var aStep = 1
  /// Floats between neighbouring segments of `a`.
  var aSegment = 0
  /// Segments.
  var segments = 1
  /// Steps of the depth in one segment.
  let depth: Int
  /// Floats between neighbouring steps of `b`.
  var bStep = MicroKernel.columns
  /// Floats between neighbouring rows of `c`.
  let cRow: Int
  /// Whether sums are added to what `c` holds.
  var accumulates = false

  /// A count of at least `rows` that is made of sixes and fours alone, so that no row needs a product of its own.
  static func paddedRows(_ rows: Int) -> Int { max(4, rows.roundedUp(to: 2)) }

  /// Multiplies any number of rows.
  @inline(never)
  func multiply(
    rows: Int, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>
  ) {
    var row = 0
    // A remainder of two rows is taken together with the six before it, as two times four.
    while rows - row >= 10 || rows - row == 6 || rows - row == 7 || rows - row == 9 {
      multiply6(a + row * aRow, b, into: c + row * cRow)
      row += 6
    }
    while rows - row >= 4 {
      multiply4(a + row * aRow, b, into: c + row * cRow)
      row += 4
    }
    while row < rows {
      multiply1(a + row * aRow, b, into: c + row * cRow)
      row += 1
    }
  }

  @inline(__always)
  private func multiply6(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>) {
    var (c00, c01) = start(c)
    var (c10, c11) = start(c + cRow)
    var (c20, c21) = start(c + 2 * cRow)
    var (c30, c31) = start(c + 3 * cRow)
    var (c40, c41) = start(c + 4 * cRow)
    var (c50, c51) = start(c + 5 * cRow)
    var b = b
    @inline(__always)
    func step(_ s0: Float, _ s1: Float, _ s2: Float, _ s3: Float, _ s4: Float, _ s5: Float) {
      let (b0, b1) = (FloatVector(b), FloatVector(b + 8))
      var scale = FloatVector(repeating: s0)
      c00.addProduct(scale, b0)
      c01.addProduct(scale, b1)
      scale = FloatVector(repeating: s1)
      c10.addProduct(scale, b0)
      c11.addProduct(scale, b1)
      scale = FloatVector(repeating: s2)
      c20.addProduct(scale, b0)
      c21.addProduct(scale, b1)
      scale = FloatVector(repeating: s3)
      c30.addProduct(scale, b0)
      c31.addProduct(scale, b1)
      scale = FloatVector(repeating: s4)
      c40.addProduct(scale, b0)
      c41.addProduct(scale, b1)
      scale = FloatVector(repeating: s5)
      c50.addProduct(scale, b0)
      c51.addProduct(scale, b1)
      b += bStep
    }
    for segment in 0..<segments {
      var a0 = a + segment * aSegment
      if aRow == 1 {
        for _ in 0..<depth {
          step(a0[0], a0[1], a0[2], a0[3], a0[4], a0[5])
          a0 += aStep
        }
      } else {
        let (a1, a2, a3, a4, a5) = (a0 + aRow, a0 + 2 * aRow, a0 + 3 * aRow, a0 + 4 * aRow, a0 + 5 * aRow)
        for k in 0..<depth { step(a0[k], a1[k], a2[k], a3[k], a4[k], a5[k]) }
      }
    }
    finish(c00, c01, c)
    finish(c10, c11, c + cRow)
    finish(c20, c21, c + 2 * cRow)
    finish(c30, c31, c + 3 * cRow)
    finish(c40, c41, c + 4 * cRow)
    finish(c50, c51, c + 5 * cRow)
  }

  @inline(__always)
  private func multiply4(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>) {
    var (c00, c01) = start(c)
    var (c10, c11) = start(c + cRow)
    var (c20, c21) = start(c + 2 * cRow)
    var (c30, c31) = start(c + 3 * cRow)
    var b = b
    @inline(__always)
    func step(_ s0: Float, _ s1: Float, _ s2: Float, _ s3: Float) {
      let (b0, b1) = (FloatVector(b), FloatVector(b + 8))
      var scale = FloatVector(repeating: s0)
      c00.addProduct(scale, b0)
      c01.addProduct(scale, b1)
      scale = FloatVector(repeating: s1)
      c10.addProduct(scale, b0)
      c11.addProduct(scale, b1)
      scale = FloatVector(repeating: s2)
      c20.addProduct(scale, b0)
      c21.addProduct(scale, b1)
      scale = FloatVector(repeating: s3)
      c30.addProduct(scale, b0)
      c31.addProduct(scale, b1)
      b += bStep
    }
    for segment in 0..<segments {
      var a0 = a + segment * aSegment
      if aRow == 1 {
        for _ in 0..<depth {
          step(a0[0], a0[1], a0[2], a0[3])
          a0 += aStep
        }
      } else {
        let (a1, a2, a3) = (a0 + aRow, a0 + 2 * aRow, a0 + 3 * aRow)
        for k in 0..<depth { step(a0[k], a1[k], a2[k], a3[k]) }
      }
    }
    finish(c00, c01, c)
    finish(c10, c11, c + cRow)
    finish(c20, c21, c + 2 * cRow)
    finish(c30, c31, c + 3 * cRow)
  }

  @inline(__always)
  private func multiply1(_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>) {
    var (c0, c1) = start(c)
    var b = b
    for segment in 0..<segments {
      var a = a + segment * aSegment
      for _ in 0..<depth {
        let scale = FloatVector(repeating: a.pointee)
        c0.addProduct(scale, FloatVector(b))
        c1.addProduct(scale, FloatVector(b + 8))
        a += aStep
        b += bStep
      }
    }
    finish(c0, c1, c)
  }

  @inline(__always)
  private func start(_ c: UnsafeMutablePointer<Float>) -> (FloatVector, FloatVector) {
    accumulates ? (FloatVector(c), FloatVector(c + 8)) : (.zero, .zero)
  }

  @inline(__always)
  private func finish(_ low: FloatVector, _ high: FloatVector, _ c: UnsafeMutablePointer<Float>) {
    low.store(to: c)
    high.store(to: c + 8)
  }
}

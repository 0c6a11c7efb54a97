/// Eight floats: one AVX register, or two NEON registers.
typealias FloatVector = SIMD8<Float>

extension FloatVector {
  /// The eight floats that start at a pointer, which need not be aligned.
  @inline(__always)
  init(_ source: UnsafePointer<Float>) {
    self = UnsafeRawPointer(source).loadUnaligned(as: FloatVector.self)
  }

  /// The first `count` floats that start at a pointer, all of them where `count` is at least eight, then zeros.
  @inline(__always)
  init(first count: Int, of source: UnsafePointer<Float>) {
    if count >= Self.scalarCount {
      self.init(source)
    } else {
      self = .zero
      for lane in 0..<count { self[lane] = source[lane] }
    }
  }

  /// Writes all floats.
  @inline(__always)
  func store(to target: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(target).storeBytes(of: self, as: FloatVector.self)
  }

  /// Writes the first `count` floats, all of them where `count` is at least eight.
  @inline(__always)
  func store(first count: Int, to target: UnsafeMutablePointer<Float>) {
    if count >= Self.scalarCount {
      store(to: target)
      return
    }
    var done = 0
    if count >= 4 {
      UnsafeMutableRawPointer(target).storeBytes(of: lowHalf, as: SIMD4<Float>.self)
      done = 4
    }
    while done < count {
      target[done] = self[done]
      done += 1
    }
  }
}

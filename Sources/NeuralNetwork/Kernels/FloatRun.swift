/// Short runs of floats, the channels of a position mostly, without the cost of a call.
extension UnsafeMutablePointer<Float> {
  /// Copies a run here.
  @inline(__always)
  func copyRun(_ source: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
      FloatVector(source + index).store(to: self + index)
      index += 8
    }
    while index < count {
      self[index] = source[index]
      index += 1
    }
  }

  /// Adds a run to the one here.
  @inline(__always)
  func addRun(_ source: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
      (FloatVector(self + index) + FloatVector(source + index)).store(to: self + index)
      index += 8
    }
    while index < count {
      self[index] += source[index]
      index += 1
    }
  }
}

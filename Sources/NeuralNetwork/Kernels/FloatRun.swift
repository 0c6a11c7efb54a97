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

  /// Takes the larger of two runs, value by value.
  @inline(__always)
  func maximizeRun(_ source: UnsafePointer<Float>, count: Int) {
    var index = 0
    while index + 8 <= count {
      let (here, there) = (FloatVector(self + index), FloatVector(source + index))
      here.replacing(with: there, where: there .> here).store(to: self + index)
      index += 8
    }
    while index < count {
      if source[index] > self[index] { self[index] = source[index] }
      index += 1
    }
  }
}

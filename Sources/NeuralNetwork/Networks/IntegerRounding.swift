extension Int {
  /// The least multiple of `step`, a positive number, that is not below this one, which is not negative.
  @inline(__always)
  package func roundedUp(to step: Int) -> Int { (self + step - 1) / step * step }

  /// The quotient, rounded towards minus infinity; `divisor` is positive.
  @inline(__always)
  func dividedDown(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}

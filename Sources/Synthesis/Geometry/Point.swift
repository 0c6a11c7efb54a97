/// A place in pixels, y downwards, or in an em, y upwards.
public struct Point: Sendable, Equatable {
  /// To the right.
  public var x: Double
  /// Down a page; up in an outline.
  public var y: Double

  /// Makes a point.
  public init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }
}

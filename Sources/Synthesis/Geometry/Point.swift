import Foundation

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

extension Point {
  /// The point so far away in a direction, counted in whole turns.
  func moved(turns: Double, by distance: Double) -> Point {
    Point(x: x + distance * cos(2 * .pi * turns), y: y + distance * sin(2 * .pi * turns))
  }
}

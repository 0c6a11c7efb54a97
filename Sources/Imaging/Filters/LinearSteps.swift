/// Between which two squares each pixel of a side lies, and how far on the way from one's middle to the other's.
public struct LinearSteps: Sendable {
  @usableFromInline let places: [(first: Int, second: Int, part: Float)]

  /// Lays squares along a side.
  ///
  /// - Parameters:
  ///   - pixels: The side's length.
  ///   - squares: How many squares lie along it.
  ///   - size: Pixels a side of a square.
  public init(pixels: Int, squares: Int, size: Int) {
    places = (0..<pixels).map { pixel in
      let place = (Float(pixel) + 0.5) / Float(size) - 0.5
      let first = min(max(0, Int(place.rounded(.down))), squares - 1)
      return (first, min(first + 1, squares - 1), max(0, place - Float(first)))
    }
  }

  /// The squares around a pixel, and the second one's weight, 0 to 1; above 0 at the far side, where both are the last square.
  @inlinable
  @inline(__always)
  public func step(_ pixel: Int) -> (first: Int, second: Int, part: Float) { places[pixel] }
}

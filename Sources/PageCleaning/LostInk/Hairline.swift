import Imaging

/// A line of a pixel's width, as plans and maps have them: too few pixels for a stroke, but in a row.
enum Hairline {
  /// The pixels that a line has at least, and how many there are a pixel of its length at most.
  private static let leastLength = 4, mostPixels = 1.5
  /// A line is upright or level whose shorter side is at most this share of the longer: such ones a scanner draws as well.
  private static let leastSlope = 0.1

  /// Whether an area has the form of a line, askew.
  static func has(_ box: PixelBox, pixels: Int) -> Bool {
    let length = max(box.width, box.height)
    return length >= leastLength && Double(pixels) < mostPixels * Double(length)
      && Double(min(box.width, box.height) - 1) > leastSlope * Double(length)
  }
}

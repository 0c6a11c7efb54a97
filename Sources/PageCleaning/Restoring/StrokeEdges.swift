import Imaging

/// Where the strokes of faint ink end on a scan: where it has about half of their depth.
///
/// Ink that was made black before networks saw it, or after, has its pale rims made darker with it, so that strokes come out wider than
/// they were written.
enum StrokeEdges {
  /// What is deeper after cleaning may be a stroke's middle.
  private static let stroke = UInt16(0.5 * 65535)
  /// Strokes of so many pixels are as wide as a scan blurs them: with a width w and a deviation s of the blur their edges have the share
  /// erf(w / (√2 s)) / (2 erf(w / (√8 s))) of the depth in their middle, 0.58 where w is 3 s, and 0.7 where it is 2 s. Those of the second width,
  /// pencil's above all, are uneven within, and the deepest of their pixels is deeper than they are.
  private static let (thin, wide) = (3.0, 5.0)
  /// How much of its middle's depth a blurred stroke's edge rises by in a pixel at most, and what that is at most times its width, which
  /// its two edges fill then. Edges are the steepest of its pixels.
  private static let (mostSlope, mostSlopes, slopePercentile) = (0.25, 2.0, 0.9)
  /// The share of the deepest pixel's depth that the edges of a thin or blurred, and of a wide stroke have.
  private static let (edgeOfThin, edgeOfWide) = (0.6, 0.4)
  /// How far below and above that share a pixel is paper and ink; and how far above it within a wide stroke that is blurred.
  private static let (softness, softnessWithin) = (Float(0.4), Float(0.25))
  /// Of strokes that are paler against their paper, grain has half of the depth.
  private static let leastDepth = Float(0.03 * 65535)
  /// How far from a pixel its stroke's deepest may be.
  private static let reach = 5

  /// The cleaned page with strokes as wide as they are on the scan, and no paler within.
  ///
  /// - Parameters:
  ///   - cleaned: The page after cleaning, its ink black.
  ///   - before: The page before cleaning, of the same size, its ink as faint as it was; where that is uneven, as black as networks saw it.
  ///   - paper: Its paper.
  ///   - pictures: Its pictures, which stay as they are; `nil` where it has none.
  static func narrowed(
    _ cleaned: GrayImage, before: GrayImage, paper: PaperMap, outside pictures: PictureArea? = nil
  ) -> GrayImage {
    let scan = paper.whitened(before)
    var strokes = scan.smoothed
    for place in strokes.samples.indices where cleaned.samples[place] > stroke {
      strokes.samples[place] = GrayImage.white
    }
    let darkest = strokes.eroded(radius: reach)
    let width = StrokeWidth(cleaned)?.median ?? 0
    // Thin strokes end at the same depth, blurred or not.
    let isBlurred = width > thin && isBlurred(strokes, deepest: darkest, width: width, outside: pictures)
    let edge = isBlurred ? Float(edgeOfThin) : edge(ofStrokes: width)
    let above = isBlurred ? softnessWithin : softness
    // Pictures reach half a square further, where they are blended with the page.
    let pictures = pictures?.grown(by: 1)
    var result = cleaned
    for place in result.samples.indices where cleaned.samples[place] < GrayImage.white {
      if pictures?.contains(x: place % result.width, y: place / result.width) == true { continue }
      let deepest = max(leastDepth, Float(GrayImage.white - darkest.samples[place]))
      let share = Float(GrayImage.white - scan.samples[place]) / deepest
      let depth = min(1, max(0, 0.5 + (share - edge) / (2 * (share > edge ? above : softness))))
      result.samples[place] = max(cleaned.samples[place], UInt16((1 - depth) * 65535))
    }
    return result
  }

  /// Whether the edges of strokes are far from sharp and take most of their width. The flat insides of what is much wider do not count.
  ///
  /// - Parameters:
  ///   - strokes: The scan, smoothed, white where it has no strokes.
  ///   - deepest: The darkest of the strokes around each pixel.
  ///   - width: The usual width of strokes in pixels.
  ///   - pictures: Its pictures; `nil` where it has none.
  private static func isBlurred(
    _ strokes: GrayImage, deepest: GrayImage, width: Double, outside pictures: PictureArea?
  ) -> Bool {
    var slopes = Histogram()
    let columns = strokes.width
    func depth(_ place: Int) -> Float { Float(GrayImage.white - strokes.samples[place]) }
    func isStroke(_ place: Int) -> Bool { strokes.samples[place] < GrayImage.white }
    for y in reach..<max(reach, strokes.height - reach) {
      for x in reach..<max(reach, columns - reach) where isStroke(y * columns + x) {
        let place = y * columns + x
        // Beside a stroke the page was made white.
        guard isStroke(place - 1), isStroke(place + 1), isStroke(place - columns), isStroke(place + columns),
          !(isStroke(place - reach) && isStroke(place + reach)
            && isStroke(place - reach * columns) && isStroke(place + reach * columns)),
          pictures?.contains(x: x, y: y) != true
        else { continue }
        let across = depth(place + 1) - depth(place - 1)
        let down = depth(place + columns) - depth(place - columns)
        let most = max(leastDepth, Float(GrayImage.white - deepest.samples[place]))
        slopes.add(Int(min(1, (across * across + down * down).squareRoot() / 2 / most) * 255))
      }
    }
    guard let byte = slopes.percentile(slopePercentile) else { return false }
    let slope = Double(byte) / 255
    return slope <= mostSlope && slope * width <= mostSlopes
  }

  /// The share of their deepest pixels' depth that edges of strokes have.
  private static func edge(ofStrokes width: Double) -> Float {
    let part = min(1, max(0, (width - thin) / (wide - thin)))
    return Float(edgeOfThin + part * (edgeOfWide - edgeOfThin))
  }
}

import Randomness

/// What the parts of a page have in common.
struct PageDesign {
  /// Dots an inch.
  let dpi: Double
  /// Degrees by which the paper is turned.
  let rotation: Double
  /// Where text goes: the page without its margins, beyond it where they are negative.
  let frame: Rectangle
  /// Whether rules lie on whole pixels, as a renderer's do, or anywhere, as a scan's.
  let snapsRules: Bool
  /// The height of x of running text in pixels.
  let xHeight: Double

  /// Pixels of so many points.
  func pixels(points: Double) -> Double { points * dpi / 72 }

  /// The heights of x that running text may have, in pixels: smaller is not legible, larger fills a page with a word.
  static let xHeights = 7.0...60.0
  /// The sizes of running text, in points.
  static let pointSizes = 6.0...28.0
  /// The height of x of an ordinary font, in ems.
  private static let usualXHeight = 0.47

  init(_ settings: SynthesisSettings, _ random: inout SeededRandom) {
    let (width, height) = (Double(settings.width), Double(settings.height))
    dpi = random.logUniform(in: settings.dpi)
    rotation = random.happens(0.2) ? random.uniform(in: -3...3) : 0
    let margins = (0..<4).map { _ in Self.margin(&random) }
    let (left, right) = (margins[0] * width, margins[1] * width)
    let (top, bottom) = (margins[2] * height, margins[3] * height)
    frame = Rectangle(x: left, y: top, width: width - left - right, height: height - top - bottom)
    snapsRules = rotation == 0 && random.happens(0.6)
    let scale = Self.usualXHeight * dpi / 72
    // Three texts in four have a size usual in print.
    let points = random.happens(0.75) ? 8.0...14.0 : Self.pointSizes
    func clamped(_ value: Double) -> Double {
      min(max(value, Self.xHeights.lowerBound), Self.xHeights.upperBound)
    }
    xHeight = random.logUniform(in: clamped(points.lowerBound * scale)...clamped(points.upperBound * scale))
  }

  /// A margin as a share of the page's side: wide, narrow, or negative, so that the page's edge cuts text.
  private static func margin(_ random: inout SeededRandom) -> Double {
    switch random.uniform() {
    case ..<0.2: random.uniform(in: -0.12 ... -0.01)
    case ..<0.7: random.uniform(in: 0.015...0.08)
    default: random.uniform(in: 0.08...0.18)
    }
  }
}

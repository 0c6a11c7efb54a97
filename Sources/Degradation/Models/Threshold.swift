import Imaging

/// A scan in black and white.
public enum Threshold: Degradation {
  /// "threshold".
  public static let name = "threshold"
  /// What it does.
  public static let summary = "The page is black and white, cut at a level that wavers."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter(
      "level", 0.35...0.65, within: 0...1, "level between ink and paper, as a share of the way between them"),
    DegradationParameter("wavering", 0...0.12, within: 0...1, "noise of the level"),
  ]

  /// Cuts between the ink and the paper that Otsu's threshold tells apart, or around one half.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    var level = Float(draw("level"))
    let wavering = Float(draw("wavering"))
    if let otsu = OtsuThreshold(GrayImage(page.image)), otsu.paperMean - otsu.inkMean > 0.2 {
      level = Float(otsu.inkMean) + level * Float(otsu.paperMean - otsu.inkMean)
    }
    let noise = NoiseField.fractal(
      width: page.width, height: page.height, cell: 2, octaves: 2, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      value > level + wavering * (2 * noise.values[y * width + x] - 1) ? 1 : 0
    }
  }
}

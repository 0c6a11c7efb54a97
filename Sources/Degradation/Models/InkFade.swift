import Imaging

/// Ink that has lost its colour, unevenly: old letters, worn ribbons, weak toner.
public enum InkFade: Degradation {
  /// "inkFade".
  public static let name = "inkFade"
  /// What it does.
  public static let summary = "Ink loses contrast, in patches."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("strength", 0.25...0.9, within: 0...1, "share of the ink's darkness that is left"),
    DegradationParameter("unevenness", 0...0.5, within: 0...1, "how much the share varies over the page"),
    DegradationParameter("patch", 2...30, within: 0.1...500, spread: .logarithmic, "extent of patches in mm"),
  ]

  /// Moves every pixel towards white.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let strength = Float(draw("strength"))
    let unevenness = Float(draw("unevenness"))
    let patches = NoiseField.fractal(
      width: page.width, height: page.height, cell: page.pixels(draw("patch")), octaves: 3, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      let left = strength * (1 + unevenness * (2 * patches.values[y * width + x] - 1))
      return 1 - (1 - value) * min(max(left, 0.05), 1)
    }
  }
}

import Foundation
import Imaging

/// Creases of a sheet that was folded: a line, and light and shade on its two sides.
public enum Fold: Degradation {
  /// "fold".
  public static let name = "fold"
  /// What it does.
  public static let summary = "Creases across the page with light and shade on their sides."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("count", 1...4, within: 0...100, "creases"),
    DegradationParameter("depth", 0.05...0.45, within: 0...1, "darkness of the shaded side at the crease"),
    DegradationParameter("reach", 2...25, within: 0.2...200, spread: .logarithmic, "how far the shade reaches in mm"),
    DegradationParameter("line", -0.3...0.4, within: -1...1, "darkness of the line itself; worn to white below 0"),
    DegradationParameter("skew", 0...8, within: 0...45, "largest angle to the page's sides in degrees"),
  ]

  /// Multiplies with the shading of the creases.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    for _ in 0..<draw.count("count") {
      let depth = Float(draw("depth"))
      let reach = Float(max(page.pixels(draw("reach")), 1))
      let line = Float(draw("line"))
      let angle = (draw("skew") * (2 * draw.random.uniform() - 1) / 180 + Double(draw.random.below(2)) / 2) * .pi
      let normal = (x: Float(cos(angle)), y: Float(sin(angle)))
      let through = (
        x: Float(draw.random.uniform() * Double(page.width)), y: Float(draw.random.uniform() * Double(page.height))
      )
      let thickness = Float(max(page.pixels(draw.random.uniform(in: 0.1...0.5)), 0.7))
      let lit = Float(draw.random.uniform(in: 0...0.4)) * depth
      let bends = NoiseField.fractal(
        width: page.width, height: page.height, cell: page.pixels(8), octaves: 4, random: &draw.random)
      let wear = NoiseField.fractal(
        width: page.width, height: page.height, cell: page.pixels(1), octaves: 2, random: &draw.random)
      let width = page.width
      let sway = thickness * 2
      page.image.map { value, x, y in
        let place = y * width + x
        let distance =
          (Float(x) - through.x) * normal.x + (Float(y) - through.y) * normal.y + sway * (bends.values[place] - 0.5)
        let side = distance > 0 ? -depth : lit
        let shade = side * exp(-abs(distance) / reach) * (0.7 + 0.6 * bends.values[place])
        let crease = exp(-distance * distance / (2 * thickness * thickness)) * (0.4 + 1.2 * wear.values[place])
        let shaded = value * (1 + shade) * (1 - max(line, 0) * crease)
        return line < 0 ? shaded + (1 - shaded) * min(-line * crease, 1) : shaded
      }
    }
  }
}

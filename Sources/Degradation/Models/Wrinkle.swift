import Foundation
import Imaging

/// A sheet that was crumpled and smoothed again: many short creases between facets that face the light differently.
public enum Wrinkle: Degradation {
  /// "wrinkle".
  public static let name = "wrinkle"
  /// What it does.
  public static let summary = "Crumpled paper: facets in light and shade with sharp creases between them."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("creases", 8...32, within: 0...200, "creases"),
    DegradationParameter("depth", 0.1...0.6, within: 0...1, "contrast between facets"),
    DegradationParameter("length", 15...120, within: 1...500, spread: .logarithmic, "how far a crease runs in mm"),
    DegradationParameter("sharpness", 0.1...1.5, within: 0.02...20, spread: .logarithmic, "width of the creases in mm"),
  ]

  /// Adds the slopes on both sides of random creases to a slope field, which shades the page as light from one side.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let creases = draw.count("creases")
    let depth = Float(draw("depth"))
    let light = draw.random.uniform() * 2 * .pi
    let (width, height) = (page.width, page.height)
    var slope = FloatImage(width: width, height: height, filledWith: 0)
    for _ in 0..<creases {
      let length = max(page.pixels(draw("length")), 4)
      let sharpness = Float(max(page.pixels(draw("sharpness")), 0.5))
      let angle = draw.random.uniform() * 2 * .pi
      let normal = (x: Float(cos(angle)), y: Float(sin(angle)))
      let middle = (
        x: Float(draw.random.uniform(in: -0.2...1.2) * Double(width)),
        y: Float(draw.random.uniform(in: -0.2...1.2) * Double(height))
      )
      let facing = Float(cos(angle - light)) * Float(draw.random.uniform(in: 0.3...1))
      let reach = Float(length)
      slope.map { value, x, y in
        let (dx, dy) = (Float(x) - middle.x, Float(y) - middle.y)
        let across = (dx * normal.x + dy * normal.y) / sharpness
        let squared = (dx * dx + dy * dy) / (reach * reach)
        guard squared < 1 else { return value }
        let fade = (1 - squared) * (1 - squared)
        return value + facing * fade * across / (1 + abs(across))
      }
    }
    let fine = NoiseField.fractal(width: width, height: height, cell: page.pixels(3), octaves: 4, random: &draw.random)
    page.image.map { value, x, y in
      let place = y * width + x
      let shade = depth * (0.6 * slope.values[place] + 0.3 * (fine.values[place] - 0.5))
      return value * min(max(1 - depth * 0.4 + shade, 0.2), 1)
    }
  }
}

import Foundation
import Imaging

/// Light that falls off across the page, as in photographs and under open lids.
public enum UnevenLight: Degradation {
  /// "unevenLight".
  public static let name = "unevenLight"
  /// What it does.
  public static let summary = "Light falls off towards one side and away from a bright place."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("slope", 0...0.35, within: 0...1, "loss of light from one side of the page to the other"),
    DegradationParameter(
      "vignette", 0...0.3, within: 0...1, "loss of light in the corner farthest from the bright place"),
  ]

  /// Multiplies with a plane and a paraboloid.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let slope = Float(draw("slope"))
    let vignette = Float(draw("vignette"))
    let angle = draw.random.uniform() * 2 * .pi
    let (a, b) = (Float(cos(angle)) * slope, Float(sin(angle)) * slope)
    let bright = (x: Float(draw.random.uniform(in: 0.2...0.8)), y: Float(draw.random.uniform(in: 0.2...0.8)))
    let (w, h) = (1 / Float(page.width), 1 / Float(page.height))
    let offset = max(0, a) + max(0, b)
    page.image.map { value, x, y in
      let (u, v) = (Float(x) * w, Float(y) * h)
      let away = (u - bright.x) * (u - bright.x) + (v - bright.y) * (v - bright.y)
      return value * max(1 + a * u + b * v - offset, 0.1) * (1 - vignette * min(away, 1))
    }
  }
}

import Foundation
import Imaging

/// The shadow of a hand, a telephone or a lid, or of the page's own curl at the spine.
public enum Shadow: Degradation {
  /// "shadow".
  public static let name = "shadow"
  /// What it does.
  public static let summary = "A dark part with a soft, bent edge, as of a hand, a lid or a book's spine."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("depth", 0.15...0.65, within: 0...1, "darkness of the shadow"),
    DegradationParameter("softness", 1...40, within: 0.1...500, spread: .logarithmic, "width of its edge in mm"),
    DegradationParameter("bend", 0...25, within: 0...500, "how far the edge wanders in mm"),
  ]

  /// Multiplies one side of a wandering line.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let depth = Float(draw("depth"))
    let softness = Float(max(page.pixels(draw("softness")), 1))
    let bend = Float(page.pixels(draw("bend")))
    // Half of all shadows lie along a side, as spines and lids do.
    let turn = draw.random.below(2) == 1 ? Double(draw.random.below(4)) / 2 : draw.random.uniform() * 2
    let normal = (x: Float(cos(turn * .pi)), y: Float(sin(turn * .pi)))
    let through = (
      x: Float(draw.random.uniform() * Double(page.width)), y: Float(draw.random.uniform() * Double(page.height))
    )
    let field = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(page.pixels(30), 4), octaves: 2, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      let distance =
        (Float(x) - through.x) * normal.x + (Float(y) - through.y) * normal.y
        + bend * (2 * field.values[y * width + x] - 1)
      return value * (1 - depth * smoothstep(-softness / 2, softness / 2, distance))
    }
  }
}

import Foundation
import Imaging

/// Spilled liquids, mould and foxing: patches with an uneven outline, darker at the edge where the liquid dried.
public enum Stain: Degradation {
  /// "stain".
  public static let name = "stain"
  /// What it does.
  public static let summary = "Patches of uneven outline, darker at the edge."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("count", 1...4, within: 0...2000, "stains on the page"),
    DegradationParameter("diameter", 4...70, within: 0.1...500, spread: .logarithmic, "extent of a stain in mm"),
    DegradationParameter("depth", 0.08...0.5, within: 0...1, "darkness within"),
    DegradationParameter("ring", 0...0.3, within: 0...1, "darkness added at the edge"),
    DegradationParameter(
      "raggedness", 0.1...0.6, within: 0...2, "how far the outline wanders, as a share of the extent"),
  ]

  /// Multiplies with the stains one after the other.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    for _ in 0..<draw.count("count") { applyOne(to: &page, &draw) }
  }

  private static func applyOne(to page: inout DegradedPage, _ draw: inout Draw) {
    let radius = page.pixels(draw("diameter")) / 2
    let depth = Float(draw("depth"))
    let ring = Float(draw("ring"))
    let raggedness = Float(draw("raggedness"))
    let centre = (x: draw.random.uniform() * Double(page.width), y: draw.random.uniform() * Double(page.height))
    let stretch = 0.6 + 0.8 * draw.random.uniform()
    let reach = radius * (1 + Double(raggedness)) / min(stretch, 1)
    let left = max(0, Int(centre.x - reach))
    let right = min(page.width, Int(centre.x + reach) + 1)
    let top = max(0, Int(centre.y - reach))
    let bottom = min(page.height, Int(centre.y + reach) + 1)
    guard left < right, top < bottom else { return }
    let (width, height) = (right - left, bottom - top)
    let outline = NoiseField.fractal(
      width: width, height: height, cell: max(radius * 0.7, 2), octaves: 4, random: &draw.random)
    let inside = NoiseField.fractal(
      width: width, height: height, cell: max(radius * 0.4, 2), octaves: 5, persistence: 0.6, random: &draw.random)
    let softness = Float(max(0.02, min(0.2, 1.5 / radius)))
    let rim = Float(max(0.05, min(0.3, page.pixels(0.5) / radius)))
    for y in 0..<height {
      let dy = (Double(y + top) - centre.y) / radius * stretch
      for x in 0..<width {
        let dx = (Double(x + left) - centre.x) / radius
        let distance = Float((dx * dx + dy * dy).squareRoot())
        let place = y * width + x
        let level = distance + raggedness * (2 * outline.values[place] - 1)
        let body = smoothstep(1, 1 - softness, level)
        guard body > 0 else { continue }
        let edge = smoothstep(1 - 2 * rim, 1 - rim / 2, level) * body
        let shade = depth * (0.5 + inside.values[place]) * body + ring * edge
        page.image.values[(y + top) * page.width + x + left] *= max(1 - shade, 0.05)
      }
    }
  }
}

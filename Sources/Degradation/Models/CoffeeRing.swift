import Foundation
import Imaging

/// The ring that a wet cup leaves, broken and of uneven width.
public enum CoffeeRing: Degradation {
  /// "coffeeRing".
  public static let name = "coffeeRing"
  /// What it does.
  public static let summary = "Rings of wet cups, broken and of uneven width."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("count", 1...3, within: 0...100, "rings on the page"),
    DegradationParameter("diameter", 25...90, within: 1...300, "diameter of a ring in mm"),
    DegradationParameter("width", 0.5...4, within: 0.1...30, spread: .logarithmic, "width of the ring in mm"),
    DegradationParameter("depth", 0.1...0.5, within: 0...1, "darkness of the ring"),
    DegradationParameter("film", 0...0.15, within: 0...1, "darkness inside the ring"),
    DegradationParameter("gaps", 0...0.8, within: 0...1, "how much of the ring is missing"),
  ]

  /// Multiplies with the rings one after the other.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    for _ in 0..<draw.count("count") { applyOne(to: &page, &draw) }
  }

  private static func applyOne(to page: inout DegradedPage, _ draw: inout Draw) {
    let radius = page.pixels(draw("diameter")) / 2
    let width = max(page.pixels(draw("width")), 1)
    let depth = Float(draw("depth"))
    let film = Float(draw("film"))
    let gaps = Float(draw("gaps"))
    // A ring runs through the page: its centre lies about a radius from a place on it.
    let direction = draw.random.uniform() * 2 * .pi
    let away = radius * draw.random.uniform(in: 0.3...1.2)
    let centre = (
      x: draw.random.uniform() * Double(page.width) + away * cos(direction),
      y: draw.random.uniform() * Double(page.height) + away * sin(direction)
    )
    let field = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(radius * 0.5, 2), octaves: 4, random: &draw.random)
    let fine = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(width, 2), octaves: 3, random: &draw.random)
    let columns = page.width
    let wander = Float(width / radius)
    page.image.map { value, x, y in
      let (dx, dy) = (Double(x) - centre.x, Double(y) - centre.y)
      let place = y * columns + x
      let distance = Float((dx * dx + dy * dy).squareRoot() / radius) + wander * (2 * field.values[place] - 1)
      guard distance < 1 + 2 * wander else { return value }
      // Liquid dries from the inside out, so the outer edge of the ring is the sharper one.
      let body = smoothstep(1 - wander, 1 - 0.15 * wander, distance) * smoothstep(1 + 0.15 * wander, 1, distance)
      let present = smoothstep(gaps - 0.25, gaps + 0.15, 0.25 + 0.75 * field.values[place])
      let shade = depth * body * present * (0.6 + 0.8 * fine.values[place])
      let inner = film * smoothstep(1, 0.9, distance) * fine.values[place]
      return value * max(1 - shade - inner, 0.05)
    }
  }
}

import Imaging

/// What a worn photocopier adds: clusters of toner specks, and a gray veil in patches.
public enum PhotocopierDirt: Degradation {
  /// "photocopierDirt".
  public static let name = "photocopierDirt"
  /// What it does.
  public static let summary = "Clusters of black specks of all sizes, and a thin veil of toner."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("density", 0.02...0.6, within: 0...50, spread: .logarithmic, "specks a square millimetre"),
    DegradationParameter("diameter", 0.05...0.25, within: 0.01...10, spread: .logarithmic, "diameter of a speck in mm"),
    DegradationParameter("veil", 0...0.12, within: 0...1, "darkness of the veil"),
  ]

  /// Puts specks where a coarse noise is high.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let density = draw("density")
    let diameter = draw("diameter")
    let veil = Float(draw("veil"))
    let clusters = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(page.pixels(15), 2), octaves: 3, random: &draw.random)
    let dust = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(page.pixels(0.15), 1), octaves: 2, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      let place = y * width + x
      return value * (1 - veil * 2 * clusters.values[place] * smoothstep(0.3, 0.8, dust.values[place]))
    }
    let count = page.spots(density, &draw.random)
    for _ in 0..<count {
      let (x, y) = (draw.random.below(page.width), draw.random.below(page.height))
      let size = draw.random.uniform()
      let isKept = draw.random.uniform() < Double(smoothstep(0.35, 0.75, clusters.values[y * width + x]))
      guard isKept else { continue }
      page.paintSpot(
        x: Double(x), y: Double(y), radius: max(page.pixels(diameter * (0.4 + 1.8 * size * size)) / 2, 0.4), value: 0,
        strength: 0.9)
    }
  }
}

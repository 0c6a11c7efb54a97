import Imaging

/// The fibres and the grain of paper.
public enum PaperGrain: Degradation {
  /// "paperGrain".
  public static let name = "paperGrain"
  /// What it does.
  public static let summary = "Paper has a grain, finer and coarser, along its fibres."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("depth", 0.02...0.2, within: 0...1, "how much darker the grain is at its darkest"),
    DegradationParameter("grain", 0.08...1.2, within: 0.02...20, spread: .logarithmic, "extent of the grain in mm"),
    DegradationParameter(
      "direction", 0.3...3, within: 0.05...20, spread: .logarithmic, "length of fibres across to along"),
  ]

  /// Multiplies with a fine noise.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let depth = Float(draw("depth"))
    let grain = page.pixels(draw("grain"))
    let direction = draw("direction").squareRoot()
    let field = NoiseField.fractal(
      width: page.width, height: page.height, cellX: grain * direction, cellY: grain / direction, octaves: 4,
      persistence: 0.7, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in value * (1 - depth * smoothstep(0.75, 0.2, field.values[y * width + x])) }
  }
}

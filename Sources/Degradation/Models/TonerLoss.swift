import Imaging

/// White flecks in the ink, where toner did not stick or a type was dry.
public enum TonerLoss: Degradation {
  /// "tonerLoss".
  public static let name = "tonerLoss"
  /// What it does.
  public static let summary = "Flecks of ink are missing."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("share", 0.01...0.15, within: 0...1, "share of the ink that is missing"),
    DegradationParameter("fleck", 0.05...0.3, within: 0.01...10, spread: .logarithmic, "extent of flecks in mm"),
  ]

  /// Lightens ink where a fine noise is highest.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let share = Float(draw("share"))
    let flecks = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(1.5, page.pixels(draw("fleck"))), octaves: 1,
      random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      1 - (1 - value) * (1 - 0.85 * smoothstep(1 - share - 0.08, 1 - share + 0.08, flecks.values[y * width + x]))
    }
  }
}

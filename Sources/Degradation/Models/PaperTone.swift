import Imaging

/// Paper that is not white: recycled, aged, brown, darker towards its edges.
public enum PaperTone: Degradation {
  /// "paperTone".
  public static let name = "paperTone"
  /// What it does.
  public static let summary = "The paper is darker than white, unevenly and more so towards the edges."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("brightness", 0.45...0.97, within: 0.05...1, "brightness of the paper"),
    DegradationParameter("unevenness", 0...0.15, within: 0...1, "how much it varies in patches"),
    DegradationParameter("patch", 5...60, within: 0.5...500, spread: .logarithmic, "extent of patches in mm"),
    DegradationParameter("edges", 0...0.3, within: 0...1, "how much darker the edges of the sheet are"),
  ]

  /// Multiplies with a slowly varying tone.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let brightness = Float(draw("brightness"))
    let unevenness = Float(draw("unevenness"))
    let patches = NoiseField.fractal(
      width: page.width, height: page.height, cell: page.pixels(draw("patch")), octaves: 4, random: &draw.random)
    let edges = Float(draw("edges"))
    let (width, height) = (page.width, page.height)
    let reach = Float(max(page.pixels(12), 1))
    page.image.map { value, x, y in
      let distance = Float(min(min(x, width - 1 - x), min(y, height - 1 - y)))
      let edge = 1 - edges * (1 - smoothstep(0, reach, distance))
      return value * min(brightness * edge * (1 + unevenness * (2 * patches.values[y * width + x] - 1)), 1)
    }
  }
}

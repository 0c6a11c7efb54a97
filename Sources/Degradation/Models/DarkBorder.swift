import Imaging

/// The black or gray frame of a scan wider than its sheet.
public enum DarkBorder: Degradation {
  /// "darkBorder".
  public static let name = "darkBorder"
  /// What it does.
  public static let summary = "Dark bands along sides of the page, with an uneven edge."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("width", 0.5...8, within: 0...200, "width of a band in mm"),
    DegradationParameter("brightness", 0...0.4, within: 0...1, "gray of the band"),
    DegradationParameter("softness", 0.1...2, within: 0.01...50, spread: .logarithmic, "width of its edge in mm"),
    DegradationParameter("skew", 0...1.5, within: 0...45, "largest angle to the page's side in degrees"),
  ]

  /// Covers one to three sides.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let (width, height) = (page.width, page.height)
    var covered = page.lost ?? FloatImage(width: width, height: height, filledWith: 0)
    for _ in 0...draw.random.below(3) {
      let side = draw.random.below(4)
      let band = Float(page.pixels(draw("width")))
      let gray = Float(draw("brightness"))
      let softness = Float(max(page.pixels(draw("softness")), 0.7))
      let slope = Float(draw("skew") * (2 * draw.random.uniform() - 1) * .pi / 180)
      let ragged = NoiseField.fractal(
        width: width, height: height, cell: max(page.pixels(4), 2), octaves: 3, random: &draw.random)
      page.image.map { value, x, y in
        let along = Float(side < 2 ? y : x)
        let away = Float(side == 0 ? x : side == 1 ? width - 1 - x : side == 2 ? y : height - 1 - y)
        let edge = away + along * slope + softness * (2 * ragged.values[y * width + x] - 1)
        let cover = smoothstep(band + softness / 2, band - softness / 2, edge)
        covered.values[y * width + x] = max(covered.values[y * width + x], cover)
        return value + (gray - value) * cover
      }
    }
    page.lost = covered
  }
}

import Imaging

/// Strokes that came out too thick or too thin: ink that ran, a worn type, a hungry thresholding.
public enum InkSpread: Degradation {
  /// "inkSpread".
  public static let name = "inkSpread"
  /// What it does.
  public static let summary = "Strokes become thicker or thinner, with uneven edges."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter(
      "reach", -0.03...0.06, within: -0.5...0.5, "how far edges move outwards in mm; inwards below 0"),
    DegradationParameter("raggedness", 0...0.25, within: 0...1, "how much the edges wander, as a share of gray"),
  ]

  /// Blurs over the reach and cuts the blurred edges at another height.
  ///
  /// At most a pixel and a half: farther, what the page said could not be told from the result.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let reach = min(max(page.pixels(draw("reach")), -0.7), 1.5)
    let raggedness = Float(draw("raggedness"))
    let sigma = max(abs(reach), 0.35)
    let soft = page.image.blurred(sigma: sigma)
    let around = page.image.blurred(sigma: sigma + 1)
    let wander = NoiseField.fractal(
      width: page.width, height: page.height, cell: max(2, page.pixels(0.15)), octaves: 2, random: &draw.random)
    let middle = 0.5 + Float(reach / sigma) * 0.28
    let width = page.width
    page.image.map { value, x, y in
      let place = y * width + x
      let cut = middle + raggedness * (wander.values[place] - 0.5)
      let edge = smoothstep(cut - 0.3, cut + 0.3, soft.values[place])
      // Grays that are no edges, such as pencil and pictures, keep their tone.
      let flat = abs(around.values[place] - value) < 0.03
      return flat ? value : reach > 0 ? min(value, max(edge, value - 0.6)) : max(value, min(edge, value + 0.6))
    }
  }
}

import Imaging

/// The print of the other side of the sheet, seen through the paper.
public enum ShowThrough: Degradation {
  /// "showThrough".
  public static let name = "showThrough"
  /// What it does.
  public static let summary = "The other side of the sheet shows through, mirrored and soft."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("strength", 0.06...0.45, within: 0...1, "how dark the other side's ink is here"),
    DegradationParameter("softness", 0.03...0.25, within: 0...5, spread: .linear, "blur of the paper in mm"),
    DegradationParameter("patchiness", 0...0.7, within: 0...1, "how much it varies over the page"),
  ]

  /// Multiplies with the mirrored other side; this side's own, turned upside down, where none is known.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let strength = Float(draw("strength"))
    let softness = page.pixels(draw("softness"))
    let patchiness = Float(draw("patchiness"))
    let other = (page.back ?? page.image.flipped(horizontally: true, vertically: true))
      .flipped(horizontally: true, vertically: false).blurred(sigma: softness)
    let patches = NoiseField.fractal(
      width: page.width, height: page.height, cell: page.pixels(20), octaves: 2, random: &draw.random)
    let width = page.width
    page.image.map { value, x, y in
      let place = y * width + x
      let here = strength * (1 - patchiness * patches.values[place])
      return value * (1 - here * (1 - min(max(other.values[place], 0), 1)))
    }
  }
}

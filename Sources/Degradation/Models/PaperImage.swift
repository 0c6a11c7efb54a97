import Imaging

/// A picture of real paper laid under the ink.
public enum PaperImage: Degradation {
  /// "paperImage".
  public static let name = "paperImage"
  /// What it does.
  public static let summary =
    "A picture of paper, stains or dirt lies under the ink; nothing happens where none is given."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("depth", 0.3...1, within: 0...1, "how much of the picture's darkness counts"),
    DegradationParameter("scale", 0.4...2, within: 0.05...20, spread: .logarithmic, "enlargement of the picture"),
    DegradationParameter("brightness", 0.6...1, within: 0.05...1, "brightness of the picture's lightest parts"),
  ]

  /// Multiplies with a part of a picture, mirrored beyond its borders and turned at random.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let depth = Float(draw("depth"))
    let scale = draw("scale")
    let brightness = Float(draw("brightness"))
    guard !page.papers.isEmpty else { return }
    let picture = page.papers[draw.random.below(page.papers.count)]
    let left = draw.random.uniform() * Double(picture.width)
    let top = draw.random.uniform() * Double(picture.height)
    let isTurned = draw.random.below(2) == 1
    page.image.map { value, x, y in
      let u = left + Double(isTurned ? y : x) / scale
      let v = top + Double(isTurned ? x : y) / scale
      let paper = min(picture.mirroredSample(x: u, y: v), 1)
      return value * brightness * (1 - depth * (1 - paper))
    }
  }
}

extension FloatImage {
  /// The value between pixels, by linear interpolation, the image mirrored beyond its borders.
  func mirroredSample(x: Double, y: Double) -> Float {
    func fold(_ place: Double, _ count: Int) -> Double {
      guard count > 1 else { return 0 }
      let period = 2 * Double(count - 1)
      let inside = abs(place).truncatingRemainder(dividingBy: period)
      return inside <= Double(count - 1) ? inside : period - inside
    }
    let (u, v) = (fold(x, width), fold(y, height))
    let (column, row) = (min(Int(u), max(width - 2, 0)), min(Int(v), max(height - 2, 0)))
    let (right, below) = (min(column + 1, width - 1), min(row + 1, height - 1))
    let (a, b) = (Float(u - Double(column)), Float(v - Double(row)))
    let above = values[row * width + column] * (1 - a) + values[row * width + right] * a
    let under = values[below * width + column] * (1 - a) + values[below * width + right] * a
    return above * (1 - b) + under * b
  }
}

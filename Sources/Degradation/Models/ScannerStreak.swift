import Imaging

/// Lines along the scan that dust on the sensor leaves, and bands of sensors that differ.
public enum ScannerStreak: Degradation {
  /// "scannerStreak".
  public static let name = "scannerStreak"
  /// What it does.
  public static let summary = "Straight lines, darker or lighter than the page, along the way of the scan."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("count", 1...6, within: 0...500, "lines"),
    DegradationParameter("width", 0.04...0.4, within: 0.01...20, spread: .logarithmic, "width of a line in mm"),
    DegradationParameter("depth", 0.06...0.5, within: 0...1, "darkness of a line"),
    DegradationParameter("light", 0...0.4, within: 0...1, "share of lines that are lighter than the page"),
  ]

  /// Multiplies columns, or rows for a scan across.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let isAcross = draw.random.uniform() < 0.3
    let light = draw("light")
    for _ in 0..<draw.count("count") {
      let place = Float(draw.random.uniform() * Double(isAcross ? page.height : page.width))
      let half = Float(max(page.pixels(draw("width")), 0.8)) / 2
      let depth = Float(draw("depth"))
      let isLight = draw.random.uniform() < light
      page.image.map { value, x, y in
        let cover = min(max(half + 0.5 - abs(Float(isAcross ? y : x) - place), 0), 1) * depth
        return isLight ? value + (1 - value) * cover : value * (1 - cover)
      }
    }
  }
}

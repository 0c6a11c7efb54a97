import Imaging

/// A scan out of focus, or a hand that moved.
public enum Blur: Degradation {
  /// "blur".
  public static let name = "blur"
  /// What it does.
  public static let summary = "The page is out of focus, more so in one direction."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("radius", 0.4...1.3, within: 0...50, "standard deviation in pixels"),
    DegradationParameter("direction", 0.6...1.6, within: 0.05...20, spread: .logarithmic, "blur across to blur down"),
  ]

  /// Convolves with a Gaussian.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let radius = draw("radius")
    let direction = draw("direction").squareRoot()
    page.image = page.image.blurred(sigmaX: radius * direction, sigmaY: radius / direction)
  }
}

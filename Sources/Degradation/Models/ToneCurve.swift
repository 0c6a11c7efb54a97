import Foundation
import Imaging

/// The scanner's brightness and contrast, set wrong.
public enum ToneCurve: Degradation {
  /// "toneCurve".
  public static let name = "toneCurve"
  /// What it does.
  public static let summary = "Black becomes gray, white becomes gray, and the tones between are bent."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("black", 0...0.3, within: 0...0.9, "gray that black becomes"),
    DegradationParameter("white", 0.7...1, within: 0.1...1.5, "gray that white becomes"),
    DegradationParameter("gamma", 0.6...1.6, within: 0.1...10, spread: .logarithmic, "exponent of the tones between"),
  ]

  /// Maps every value.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let black = Float(draw("black"))
    let white = max(Float(draw("white")), black + 0.05)
    let gamma = Float(draw("gamma"))
    page.image.map { value, _, _ in black + (white - black) * pow(min(max(value, 0), 1), gamma) }
  }
}

import Imaging

/// Single pixels that are black or white.
public enum SaltAndPepper: Degradation {
  /// "saltAndPepper".
  public static let name = "saltAndPepper"
  /// What it does.
  public static let summary = "Single pixels are black or white."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("share", 0.0005...0.02, within: 0...1, spread: .logarithmic, "share of the pixels"),
    DegradationParameter("salt", 0...1, within: 0...1, "share of those that are white"),
  ]

  /// Replaces pixels.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let count = Int(draw("share") * Double(page.image.values.count))
    let salt = draw("salt")
    for _ in 0..<count {
      let place = draw.random.below(page.image.values.count)
      page.image.values[place] = draw.random.uniform() < salt ? 1 : 0
    }
  }
}

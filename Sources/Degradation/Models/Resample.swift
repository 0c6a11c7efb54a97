import Imaging

/// A scan that was made smaller and larger again.
public enum Resample: Degradation {
  /// "resample".
  public static let name = "resample"
  /// What it does.
  public static let summary = "The page was stored at a lower resolution and enlarged again."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("factor", 1.1...1.9, within: 1...20, "how many times fewer pixels in each direction")
  ]

  /// Shrinks and enlarges.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let factor = draw("factor")
    let (width, height) = (page.width, page.height)
    page.image = page.image.resampled(
      width: max(1, Int(Double(width) / factor)), height: max(1, Int(Double(height) / factor))
    ).resampled(width: width, height: height)
  }
}

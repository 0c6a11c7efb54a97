import ImageFiles
import Imaging

/// Blocks and ringing of a JPEG file of low quality.
public enum JPEGArtefacts: Degradation {
  /// "jpegArtefacts".
  public static let name = "jpegArtefacts"
  /// What it does.
  public static let summary = "The page was stored as JPEG."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("quality", 15...85, within: 1...100, "quality on libjpeg's scale")
  ]

  /// Encodes and decodes the page; a page that JPEG cannot hold stays as it is.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let options = EncodingOptions(jpegQuality: draw.count("quality"))
    do {
      let writer = try ImageWriter(format: .jpeg, options: options, name: "degraded page")
      try writer.append(GrayImage(page.image), bilevel: false, resolution: nil)
      if let stored = try ImageReader(bytes: writer.finish(), name: "degraded page").nextPage() {
        page.image = FloatImage(GrayImage(stored.raster))
      }
    } catch {
      // Only pages of more than 65,500 pixels a side come here.
    }
  }
}

import ImageFiles
import Imaging
import NeuralNetwork

/// Images side by side with white between them.
struct ImageStrip {
  /// White pixels between images.
  private static let gap = 4

  let image: GrayImage

  /// Joins images of one shape; of several channels the first is shown.
  ///
  /// - Parameter panels: Values from 0 to 1, `[height, width, channels]` of a shape each.
  init(_ panels: [(values: [Float], shape: FeatureShape)]) {
    let height = panels.map(\.shape.height).max() ?? 1
    let width = panels.reduce(-Self.gap) { $0 + $1.shape.width + Self.gap }
    var image = GrayImage(width: max(1, width), height: height)
    var left = 0
    for panel in panels {
      for y in 0..<panel.shape.height {
        for x in 0..<panel.shape.width {
          let value = panel.values[(y * panel.shape.width + x) * panel.shape.channels]
          image.samples[y * image.width + left + x] = UInt16(min(max(value, 0), 1) * Float(GrayImage.white) + 0.5)
        }
      }
      left += panel.shape.width + Self.gap
    }
    self.image = image
  }
}

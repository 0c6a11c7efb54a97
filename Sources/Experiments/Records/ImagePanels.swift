import ImageFiles
import Imaging
import NeuralNetwork

/// Images side by side with white between them.
struct ImagePanels {
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

  /// Takes images of one width that were joined apart; nil where the joined image is not of so many.
  static func parts(of image: GrayImage, count: Int) -> [GrayImage]? {
    let inked = image.width - gap * (count - 1)
    guard count > 0, inked > 0, inked % count == 0 else { return nil }
    let width = inked / count
    return (0..<count).map { place in
      let left = place * (width + gap)
      let rows = (0..<image.height).flatMap { y in
        image.samples[(y * image.width + left)..<(y * image.width + left + width)]
      }
      return GrayImage(width: width, height: image.height, samples: rows)
    }
  }
}

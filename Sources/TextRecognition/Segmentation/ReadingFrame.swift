import Foundation
import Imaging

/// How the image that is read lies on the page: enlarged or reduced about the centre, and turned.
///
/// A point (x, y) of the reading image, from the centre of the image, is the page's point
/// `R(angle) · (x, y) / scale`, from the centre of the page.
struct ReadingFrame: Sendable, Equatable {
  /// Columns of the page.
  let pageWidth: Int
  /// Rows of the page.
  let pageHeight: Int
  /// Pixels of the reading image a pixel of the page.
  let scale: Double
  /// The angle in radians, clockwise as seen, by which lines that are level on the reading image are turned on the page.
  let angle: Double
  /// Columns of the reading image.
  let width: Int
  /// Rows of the reading image.
  let height: Int

  /// Makes the frame that holds the whole page.
  init(pageWidth: Int, pageHeight: Int, scale: Double, angle: Double) {
    self.pageWidth = pageWidth
    self.pageHeight = pageHeight
    self.scale = scale
    self.angle = angle
    let (cosine, sine) = (abs(cos(angle)), abs(sin(angle)))
    width = max(1, Int((scale * (Double(pageWidth) * cosine + Double(pageHeight) * sine)).rounded()))
    height = max(1, Int((scale * (Double(pageWidth) * sine + Double(pageHeight) * cosine)).rounded()))
  }

  /// Whether the reading image is the page itself.
  var showsThePageAsItIs: Bool { scale == 1 && angle == 0 }

  /// The page's point at a point of the reading image.
  func pagePoint(x: Double, y: Double) -> (x: Double, y: Double) {
    let (dx, dy) = ((x - Double(width) / 2) / scale, (y - Double(height) / 2) / scale)
    return (
      Double(pageWidth) / 2 + cos(angle) * dx - sin(angle) * dy,
      Double(pageHeight) / 2 + sin(angle) * dx + cos(angle) * dy
    )
  }

  /// The reading image's point at a point of the page.
  func readingPoint(x: Double, y: Double) -> (x: Double, y: Double) {
    let (dx, dy) = (x - Double(pageWidth) / 2, y - Double(pageHeight) / 2)
    return (
      Double(width) / 2 + scale * (cos(angle) * dx + sin(angle) * dy),
      Double(height) / 2 + scale * (cos(angle) * dy - sin(angle) * dx)
    )
  }

  /// The smallest box of the page around a box of the reading image, at least a pixel large and within the page.
  func pageBox(_ box: PixelBox) -> PixelBox {
    let corners = Self.corners(of: box).map { pagePoint(x: $0.x, y: $0.y) }
    return Self.box(around: corners, width: pageWidth, height: pageHeight)
  }

  /// The smallest box of the reading image around a box of the page.
  func readingBox(_ box: PixelBox) -> PixelBox {
    let corners = Self.corners(of: box).map { readingPoint(x: $0.x, y: $0.y) }
    return Self.box(around: corners, width: width, height: height)
  }

  private static func corners(of box: PixelBox) -> [(x: Double, y: Double)] {
    let (left, top) = (Double(box.x), Double(box.y))
    let (right, bottom) = (left + Double(box.width), top + Double(box.height))
    return [(left, top), (right, top), (left, bottom), (right, bottom)]
  }

  /// Sides that lie within a tenth of a pixel are those of the pixel.
  private static func box(around corners: [(x: Double, y: Double)], width: Int, height: Int) -> PixelBox {
    let slack = 0.1
    func range(_ values: [Double], limit: Int) -> (Int, Int) {
      let low = min(max(0, Int(((values.min() ?? 0) + slack).rounded(.down))), limit - 1)
      let high = min(max(low + 1, Int(((values.max() ?? 0) - slack).rounded(.up))), limit)
      return (low, high - low)
    }
    let (x, boxWidth) = range(corners.map(\.x), limit: width)
    let (y, boxHeight) = range(corners.map(\.y), limit: height)
    return PixelBox(x: x, y: y, width: boxWidth, height: boxHeight)
  }
}

extension GrayImage {
  /// The page as a frame shows it: resampled, and turned by linear interpolation; white beyond the page.
  func seen(through frame: ReadingFrame) -> GrayImage {
    let scaledWidth = max(1, Int((Double(width) * frame.scale).rounded()))
    let scaledHeight = max(1, Int((Double(height) * frame.scale).rounded()))
    let scaled =
      frame.scale > 1
      ? enlarged(width: scaledWidth, height: scaledHeight) : reduced(width: scaledWidth, height: scaledHeight)
    guard frame.angle != 0 else { return scaled }
    return scaled.turned(by: frame.angle, width: frame.width, height: frame.height)
  }

  private func reduced(width newWidth: Int, height newHeight: Int) -> GrayImage {
    guard newWidth != width || newHeight != height else { return self }
    return GrayImage(FloatImage(self).resampled(width: newWidth, height: newHeight))
  }

  /// - Parameter angle: In radians: the result's horizontal is this much clockwise on the image.
  private func turned(by angle: Double, width newWidth: Int, height newHeight: Int) -> GrayImage {
    let (cosine, sine) = (Float(cos(angle)), Float(sin(angle)))
    var result = GrayImage(width: newWidth, height: newHeight)
    let (width, height) = (width, height)
    samples.withUnsafeBufferPointer { source in
      result.samples.withUnsafeMutableBufferPointer { result in
        for y in 0..<newHeight {
          let dy = Float(y) + 0.5 - Float(newHeight) / 2
          for x in 0..<newWidth {
            let dx = Float(x) + 0.5 - Float(newWidth) / 2
            let sourceX = Float(width) / 2 + cosine * dx - sine * dy - 0.5
            let sourceY = Float(height) / 2 + sine * dx + cosine * dy - 0.5
            guard sourceX > -1, sourceY > -1, sourceX < Float(width), sourceY < Float(height) else { continue }
            let (left, top) = (Int(sourceX.rounded(.down)), Int(sourceY.rounded(.down)))
            let (partX, partY) = (sourceX - Float(left), sourceY - Float(top))
            func value(_ x: Int, _ y: Int) -> Float {
              x >= 0 && y >= 0 && x < width && y < height ? Float(source[y * width + x]) : Float(GrayImage.white)
            }
            let upper = value(left, top) * (1 - partX) + value(left + 1, top) * partX
            let lower = value(left, top + 1) * (1 - partX) + value(left + 1, top + 1) * partX
            result[y * newWidth + x] = UInt16(upper * (1 - partY) + lower * partY + 0.5)
          }
        }
      }
    }
    return result
  }
}

import Imaging

/// A page that is being drawn: 8-bit gray, white at first.
final class Canvas {
  /// Coverage from which a pixel counts as ink: what is fainter is not seen on the page.
  static let inkCoverage: Float = 1 / 8

  /// What an outline left on the page.
  struct Ink {
    /// The pixels covered by at least ``inkCoverage``; `nil` where there are none on the page.
    var box: PixelBox?
    /// Whether part of the outline lies beyond the page.
    var isCut: Bool
  }

  let width: Int
  let height: Int
  /// From the page as it is laid out to the page's pixels: the rotation of the paper.
  let placement: Affine
  private var samples: [UInt8]
  private var rasteriser = Rasteriser()
  private var coverage: [Float]
  private var grays: [Float]

  init(width: Int, height: Int, rotation degrees: Double) {
    self.width = width
    self.height = height
    placement =
      degrees == 0
      ? .identity
      : .rotation(degrees: degrees, about: Point(x: Double(width) / 2, y: Double(height) / 2))
    samples = Array(repeating: 255, count: width * height)
    coverage = Array(repeating: 0, count: width + 2)
    grays = Array(repeating: 0, count: width + 2)
  }

  /// The page as it is.
  var image: GrayImage { GrayImage(width: width, height: height, samples: samples.map { UInt16($0) * 257 }) }

  /// Fills an outline with one gray.
  ///
  /// - Parameters:
  ///   - transform: From the outline's units to the page as it is laid out.
  ///   - gray: 0 = black, 1 = white.
  @discardableResult
  func fill(_ outline: Outline, _ transform: Affine = .identity, gray: Double) -> Ink {
    let value = Float(gray * 255)
    return draw(outline, transform) { row, x, count, coverage in
      for index in 0..<count where coverage[index] > 0 {
        let before = Float(row[x + index])
        row[x + index] = UInt8(before + (value - before) * coverage[index] + 0.5)
      }
    }
  }

  /// Fills an outline with grays of a paint, which are asked for in pixels of the page.
  @discardableResult
  func fill(_ outline: Outline, with paint: some Paint) -> Ink {
    var y = -1
    return draw(outline, .identity) { row, x, count, coverage in
      if y < 0, let area = rasteriser.area { y = area.y }
      paint.grays(x: x, y: y, count: count, into: &grays)
      y += 1
      for index in 0..<count {
        let before = Float(row[x + index])
        row[x + index] = UInt8(before + (grays[index] - before) * coverage[index] + 0.5)
      }
    }
  }

  /// Rasterises an outline and hands out its rows, from the area's first to its last.
  private func draw(
    _ outline: Outline, _ transform: Affine,
    _ blend: (_ row: UnsafeMutablePointer<UInt8>, _ x: Int, _ count: Int, _ coverage: [Float]) -> Void
  ) -> Ink {
    rasteriser.add(outline, transform.followed(by: placement), pageWidth: width, pageHeight: height)
    let (least, greatest) = rasteriser.bounds
    let slack = Double(Self.inkCoverage)
    let isCut =
      least.x < -slack || least.y < -slack || greatest.x > Double(width) + slack
      || greatest.y > Double(height) + slack
    guard let area = rasteriser.area else { return Ink(box: nil, isCut: isCut) }
    var (left, right, top, bottom) = (Int.max, -1, -1, -1)
    samples.withUnsafeMutableBufferPointer { page in
      for row in 0..<area.height {
        rasteriser.coverage(row: row, into: &coverage)
        let y = area.y + row
        blend(page.baseAddress.unsafelyUnwrapped + y * width, area.x, area.width, coverage)
        guard let first = (0..<area.width).first(where: { coverage[$0] >= Self.inkCoverage }) else { continue }
        let last = (first..<area.width).last { coverage[$0] >= Self.inkCoverage } ?? first
        left = min(left, area.x + first)
        right = max(right, area.x + last)
        if top < 0 { top = y }
        bottom = y
      }
    }
    guard top >= 0 else { return Ink(box: nil, isCut: isCut) }
    return Ink(
      box: PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1), isCut: isCut)
  }
}

import Foundation
import Imaging

/// The one character of a picture, made ready to be shown to a classifier.
struct CharacterPicture: Sendable {
  /// Whether the picture has dark ink or light ink.
  let polarity: PictureInk.Polarity
  private let image: GrayImage
  private let found: ConnectedComponents
  private let piece: CharacterPiece

  /// Pixels of a picture's longer side when its ink is looked for; larger ones are reduced to less.
  private static let searchExtent = 1024
  /// Pixels of the character's longer side when its ink is told from its ground: smaller ones are enlarged, as edges between
  /// few pixels are coarse, and larger ones reduced.
  private static let extents = (least: 120, most: 960)
  /// Pixels about the character, over its longer side.
  private static let margin = 0.15
  /// Strokes that are narrower are widened to this share of the character's longer side: those of a hair's breadth would be gone
  /// in 28×28 pixels.
  private static let leastStroke = 0.075

  /// Finds the character of a picture; `nil` where there is none.
  ///
  /// - Parameter picture: Of any size; the character may be dark on light or light on dark, and anywhere.
  init?(_ picture: GrayImage) {
    let factor = picture.squareSize(forAtMost: Self.searchExtent)
    guard let ink = PictureInk(FloatImage(picture.blockMeans(factor))) else { return nil }
    let box = PixelBox(
      x: ink.box.x * factor, y: ink.box.y * factor, width: ink.box.width * factor, height: ink.box.height * factor)
    let depth = Self.depth(of: picture, around: box, ink: ink, searchFactor: Double(factor))
    guard let (image, mask) = Self.mask(of: depth.image, longerSide: depth.longerSide) else { return nil }
    let found = ConnectedComponents(mask)
    guard
      let piece = CharacterPiece(
        components: found.characterComponents(in: mask), columns: 0..<mask.width, of: found)
    else { return nil }
    polarity = ink.polarity
    self.image = image
    self.found = found
    self.piece = piece
  }

  /// The part of a picture around a box, by how deep its ink is: black where it is deepest, white where there is ground.
  ///
  /// - Returns: The part, and what the box's longer side is in it.
  private static func depth(
    of picture: GrayImage, around box: PixelBox, ink: PictureInk, searchFactor: Double
  ) -> (image: GrayImage, longerSide: Double) {
    let longer = max(box.width, box.height)
    let room = Int((Double(longer) * margin).rounded(.up)) + 1
    let (left, top) = (max(0, box.x - room), max(0, box.y - room))
    let (right, bottom) = (min(picture.width, box.maxX + room), min(picture.height, box.maxY + room))
    var samples: [UInt16] = []
    samples.reserveCapacity((right - left) * (bottom - top))
    for y in top..<bottom { samples += picture.samples[y * picture.width + left..<y * picture.width + right] }
    let factor = max(1, longer / extents.most)
    var part = FloatImage(
      GrayImage(width: right - left, height: bottom - top, samples: samples).blockMeans(factor))
    part.map { value, x, y in
      let place = (
        (Double(left) + (Double(x) + 0.5) * Double(factor)) / searchFactor,
        (Double(top) + (Double(y) + 0.5) * Double(factor)) / searchFactor
      )
      let deviation = (Double(value) - ink.ground.value(x: place.0, y: place.1)) * ink.polarity.sign
      return Float(1 - min(max(deviation / ink.contrast, 0), 1))
    }
    return (GrayImage(part), Double(longer) / Double(factor))
  }

  /// The ink of a part of a picture, with strokes as wide as can be seen; `nil` where none is left.
  private static func mask(of part: GrayImage, longerSide: Double) -> (GrayImage, InkMask)? {
    let scale = max(1, Double(extents.least) / longerSide)
    let large = part.enlarged(
      width: Int((Double(part.width) * scale).rounded()), height: Int((Double(part.height) * scale).rounded()))
    let ink = large.thresholded(at: .max / 2)
    let mask = InkMask(ink, threshold: 0)
    guard let stroke = mask.strokeWidth else { return nil }
    let radius = Int(((leastStroke * longerSide * scale - stroke) / 2).rounded())
    guard radius > 0 else { return (ink, mask) }
    // Black grows, with room at the sides for it.
    let thick = ink.framed(by: radius).eroded(radius: radius)
    return (thick, InkMask(thick, threshold: 0))
  }

  /// Writes the character as a collection has it: ink 1 on ground 0.
  ///
  /// - Parameter output: `[28, 28]`.
  func write(_ framing: CharacterFraming, into output: UnsafeMutableBufferPointer<Float>) {
    CharacterCrop(image, found).write(piece, framing: framing, into: output)
  }

  /// Writes the character as one in a line, as classifiers of print see it.
  ///
  /// - Parameters:
  ///   - standing: Where it stands in its line.
  ///   - output: `[28, 28, 3]`.
  func write(_ standing: LineStanding, into output: UnsafeMutableBufferPointer<Float>) {
    let height = Double(piece.box.height) / (standing.top - standing.bottom)
    let baseline = Double(piece.box.maxY) + standing.bottom * height
    CharacterCrop(image, found).write(
      piece, shape: TextLineShape(baseline: baseline, slope: 0, xHeight: height), into: output)
  }
}

/// Where a character may stand in its line, in heights of x above the baseline.
struct LineStanding: Sendable, Equatable {
  /// Its upper end.
  let top: Double
  /// Its lower end.
  let bottom: Double

  /// As x, as a capital or b, and as p.
  static let all = [
    LineStanding(top: 1, bottom: 0), LineStanding(top: 1.4, bottom: 0), LineStanding(top: 1, bottom: -0.4),
  ]
}

extension InkMask {
  /// About how wide its strokes are: twice the ink over its outline. `nil` without ink.
  fileprivate var strokeWidth: Double? {
    var (ink, edges) = (0, 0)
    for y in 0..<height {
      for x in 0..<width where pixels[y * width + x] != 0 {
        ink += 1
        for (dx, dy) in [(1, 0), (-1, 0), (0, 1), (0, -1)] {
          let (column, row) = (x + dx, y + dy)
          let isInside = column >= 0 && row >= 0 && column < width && row < height
          if !isInside || pixels[row * width + column] == 0 { edges += 1 }
        }
      }
    }
    // Sides of pixels are longer than the slanting outline that they stand for, by 4 / π on the average.
    return ink == 0 ? nil : 2 * Double(ink) / (Double(edges) * .pi / 4)
  }
}

extension GrayImage {
  /// The image with so many pixels of white around it.
  fileprivate func framed(by count: Int) -> GrayImage {
    var result = GrayImage(width: width + 2 * count, height: height + 2 * count)
    for y in 0..<height {
      let start = (y + count) * result.width + count
      result.samples.replaceSubrange(start..<start + width, with: samples[y * width..<(y + 1) * width])
    }
    return result
  }
}

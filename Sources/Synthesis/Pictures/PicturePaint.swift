import Foundation

/// Fills with a picture, in its grays or through a screen.
struct PicturePaint: Paint {
  /// How the picture is printed.
  struct Tone {
    /// Exponent of the grays: below one lightens.
    var gamma: Double
    /// The gray of ink, where the picture is black.
    var black: Double
    /// The gray where the picture is white.
    var white: Double
  }

  /// Places a side of a pixel at which the screen is asked.
  private static let supersampling = 3

  private let picture: Picture
  private let toPicture: Affine
  private let tones: [Float]
  private let tone: Tone
  private let screen: Screen?

  /// Makes the paint.
  ///
  /// - Parameters:
  ///   - box: Where the picture stands on the page as it is laid out.
  ///   - placement: From there to the page's pixels.
  ///   - screen: `nil` for continuous grays.
  init(_ picture: Picture, in box: Rectangle, placement: Affine, tone: Tone, screen: Screen?) {
    self.picture = picture
    self.tone = tone
    self.screen = screen
    let scaled = Affine(
      a: Double(picture.width) / box.width, d: Double(picture.height) / box.height,
      tx: -box.x * Double(picture.width) / box.width, ty: -box.y * Double(picture.height) / box.height)
    toPicture = placement.inverse.followed(by: scaled)
    tones = (0...255).map { Float(255 * pow(Double($0) / 255, tone.gamma)) }
  }

  func grays(x: Int, y: Int, count: Int, into result: inout [Float]) {
    let start = toPicture(Point(x: Double(x) + 0.5, y: Double(y) + 0.5))
    let (black, white) = (Float(tone.black * 255), Float(tone.white * 255))
    var index = 0
    while index < count {
      let gray = picture.gray(
        x: start.x + toPicture.a * Double(index), y: start.y + toPicture.b * Double(index))
      var value = tones[Int(gray + 0.5)]
      if let screen { value = paperShare(value, screen, Double(x + index), Double(y)) * 255 }
      result[index] = black + (white - black) * value / 255
      index += 1
    }
  }

  /// The share of a pixel that the screen leaves free of ink.
  @inline(__always)
  private func paperShare(_ gray: Float, _ screen: Screen, _ x: Double, _ y: Double) -> Float {
    let count = Self.supersampling
    var paper = 0
    var place = 0
    while place < count * count {
      let sx = x + (Double(place % count) + 0.5) / Double(count)
      let sy = y + (Double(place / count) + 0.5) / Double(count)
      if gray > screen.threshold(x: sx, y: sy) { paper += 1 }
      place += 1
    }
    return Float(paper) / Float(count * count)
  }
}

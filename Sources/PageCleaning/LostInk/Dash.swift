import Imaging

/// A dash or a hyphen: a flat mark beside the letters of a line, too small to be told from a speck without them.
struct Dash {
  /// Its ink.
  let area: InkArea

  /// A dash that is as deep as this share of its letters' depth, each over its contrast, was kept.
  static let keptShare: Float = 0.85

  /// How many strokes thick it is at most, or how many pixels with its gray rim.
  private static let mostThickness = 1.5, mostPixels = 3.0
  /// The pixels without which a mark is a speck.
  private static let leastWidth = 4, leastPixels = 6
  /// How many times as wide as high it is at least.
  private static let leastFlatness = 2
  /// The contrast of a dash, whose one or two rows of pixels share their ink with paper, as a share of the letters'.
  private static let leastContrast = 0.5
  /// How many times as high as a dash is wide letters are at most.
  private static let highest = 4
  /// How far away a letter is, as a share of its height: dashes before the items of a list stand apart.
  private static let mostGap = 2.5
  /// Where it lies on their height, from their top.
  private static let height = 0.25...0.85

  /// Whether an area has the form of a dash.
  static func isFlat(_ box: PixelBox, pixels: Int, stroke: Double) -> Bool {
    box.width >= max(leastWidth, leastFlatness * box.height) && pixels >= leastPixels
      && Double(box.height) <= max(mostPixels, mostThickness * stroke)
  }

  /// What the contrast of the nearest letter of its line is multiplied with; `nil` where there is none near.
  func gain(beside areas: InkAreas) -> Float? {
    let box = area.box
    let margin = Int(Self.mostGap * Double(Self.highest * box.width))
    let reach = PixelBox(x: box.x - margin, y: box.y, width: box.width + 2 * margin, height: box.height)
    func gap(to letter: InkArea) -> Int { max(box.x - letter.box.maxX, letter.box.x - box.maxX) }
    return areas.letters(in: reach).filter { letter in
      isOnLine(of: letter) && gap(to: letter) >= 0
        && Double(gap(to: letter)) <= Self.mostGap * Double(letter.box.height)
    }
    .min { gap(to: $0) < gap(to: $1) }?.gain
  }

  /// Whether the dash stands at the height and has the ink of a letter of its line.
  private func isOnLine(of letter: InkArea) -> Bool {
    let place = (Double(area.box.y + area.box.maxY) / 2 - Double(letter.box.y)) / Double(letter.box.height)
    return letter.box.height > 2 * area.box.height && letter.box.height <= Self.highest * area.box.width
      && area.box.width <= 3 * letter.box.height && Self.height.contains(place)
      && Double(area.contrast) >= Self.leastContrast * Double(letter.contrast)
  }
}

import Imaging

/// Grays of a page of which a part of the cleaning is taken, and what cleaning says of them.
enum CleanedGray {
  /// What is darker after cleaning is ink.
  static let ink = UInt16(0.6 * 65535)

  /// The gray of a pixel with a part of its cleaning.
  ///
  /// - Parameters:
  ///   - before: The pixel before cleaning.
  ///   - cleaned: The pixel after all of the cleaning, 0 to 65535.
  ///   - strength: How much of that is taken, 0 to 1.
  static func of(_ before: UInt16, cleanedTo cleaned: Float, strength: Float) -> UInt16 {
    let value = Float(before)
    return UInt16(value + strength * (cleaned - value) + 0.5)
  }
}

extension GrayImage {
  /// Makes pixels of a cleaned page paper.
  ///
  /// - Parameters:
  ///   - places: The pixels.
  ///   - before: The page before cleaning.
  ///   - strength: How much of the cleaning is taken, 0 to 1.
  mutating func whiten(_ places: some Sequence<Int>, before: GrayImage, strength: Float) {
    for place in places {
      samples[place] = CleanedGray.of(before.samples[place], cleanedTo: 65535, strength: strength)
    }
  }

  /// Makes a pixel of a cleaned page as deep as its ink is, and no paler than it was left.
  ///
  /// - Parameters:
  ///   - place: The pixel.
  ///   - depth: How far it is to be below white after all of the cleaning; what exceeds 65535 is black.
  ///   - before: The page before cleaning.
  ///   - strength: How much of the cleaning is taken, 0 to 1.
  mutating func deepen(_ place: Int, to depth: Float, before: GrayImage, strength: Float) {
    let cleaned = 65535 - min(65535, depth)
    samples[place] = min(
      samples[place], CleanedGray.of(before.samples[place], cleanedTo: cleaned, strength: strength))
  }

  /// The page with nothing where pictures are.
  func whitened(in pictures: PictureArea?) -> GrayImage {
    guard let pictures else { return self }
    var page = self
    for (square, isPicture) in pictures.squares.enumerated() where isPicture {
      forEachPlace(inSquare: square, ofSize: pictures.squareSize) { page.samples[$0] = Self.white }
    }
    return page
  }
}

/// One face of a font: outlines and distances in ems, y upwards from the baseline.
///
/// A typeface is used by one thread.
public protocol Typeface: AnyObject {
  /// The family that the face belongs to, which its bold and italic share.
  var family: String { get }
  /// Whether all glyphs are equally wide.
  var isFixedPitch: Bool { get }
  /// Whether the face is heavier than its family's usual.
  var isBold: Bool { get }
  /// Whether the face leans.
  var isItalic: Bool { get }

  /// The glyph of a character; `nil` where the font has none.
  func glyph(for character: Unicode.Scalar) -> UInt32?
  /// How far the pen moves on.
  func advance(of glyph: UInt32) -> Double
  /// What is added to the distance of two neighbours, usually negative.
  func kerning(_ left: UInt32, _ right: UInt32) -> Double
  /// The shape, empty for a blank.
  func outline(of glyph: UInt32) -> Outline
}

/// How far letters reach from the baseline, in ems, measured on their outlines, because what font files say about it
/// is often wrong.
struct TypefaceMetrics: Sendable, Equatable {
  /// The height of x.
  let xHeight: Double
  /// The height of H.
  let capHeight: Double
  /// The highest point of the letters.
  let ascent: Double
  /// The lowest point of the letters, below the baseline and positive.
  let descent: Double

  /// Measures a face.
  ///
  /// - Returns: `nil` where a letter or digit of English is missing or empty: such a font is not for texts.
  init?(_ typeface: any Typeface) {
    var heights: [Unicode.Scalar: (bottom: Double, top: Double)] = [:]
    for character in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".unicodeScalars {
      guard let glyph = typeface.glyph(for: character), let bounds = typeface.outline(of: glyph).bounds,
        typeface.advance(of: glyph) > 0
      else { return nil }
      heights[character] = (bounds.least.y, bounds.greatest.y)
    }
    guard let x = heights["x"]?.top, let cap = heights["H"]?.top, x > 0.05, cap > 0.05 else { return nil }
    xHeight = x
    capHeight = cap
    ascent = heights.values.reduce(cap) { max($0, $1.top) }
    descent = max(0, -heights.values.reduce(0) { min($0, $1.bottom) })
  }
}

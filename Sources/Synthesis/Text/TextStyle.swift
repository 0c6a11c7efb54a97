/// How words are set.
struct TextStyle {
  var face: FontShelf.Face
  /// Pixels an em.
  var size: Double
  /// 0 = black, 1 = white.
  var ink: Double
  /// The gray behind the text, for the truth.
  var paper = 1.0
  /// Pixels added after every glyph.
  var tracking = 0.0
  /// What the font's word space is multiplied by.
  var wordSpace = 1.0
  /// From baseline to baseline, in pixels.
  var leading: Double
  /// Whether fi and fl become one glyph where the font has it.
  var hasLigatures = false
  /// Whether straight quotes, double hyphens and three full stops become the printer's signs.
  var isTypographic = false
  /// Whether letters are set as capitals.
  var isUppercase = false

  /// The height of x in pixels.
  var xHeight: Double { face.font.metrics.xHeight * size }
  /// The highest letters' height above the baseline in pixels.
  var ascent: Double { face.font.metrics.ascent * size }
  /// The lowest letters' depth below the baseline in pixels.
  var descent: Double { face.font.metrics.descent * size }

  /// The blank between words in pixels.
  var gap: Double {
    let blank = face.typeface.glyph(for: " ").map(face.typeface.advance) ?? 0
    return (blank > 0.05 ? blank : 0.28) * size * wordSpace + tracking
  }

  /// The same with another height of x.
  func scaled(toXHeight height: Double) -> TextStyle { scaled(by: height / xHeight) }

  /// The same at another size.
  func scaled(by factor: Double) -> TextStyle {
    var style = self
    style.size *= factor
    style.leading *= factor
    style.tracking *= factor
    return style
  }

  /// The same in another face, as high.
  func with(_ face: FontShelf.Face) -> TextStyle {
    var style = self
    style.face = face
    style.size = xHeight / face.font.metrics.xHeight
    return style
  }
}

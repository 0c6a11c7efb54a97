/// A word as glyphs in a row.
struct ShapedWord {
  struct Glyph {
    /// What is drawn: a character, or the ligature's.
    let text: Character
    let index: UInt32
    /// The pen's place in pixels from the word's start.
    let x: Double
  }

  let style: TextStyle
  let glyphs: [Glyph]
  /// Pixels from the word's start to the pen behind it.
  let width: Double

  var text: String { String(glyphs.map(\.text)) }

  /// Chooses and places the glyphs of a word; characters that the font lacks are left out.
  init(_ word: some StringProtocol, _ style: TextStyle) {
    let typeface = style.face.typeface
    var glyphs: [Glyph] = []
    var pen = 0.0
    var last: UInt32?
    for character in drawnCharacters(String(word), style) {
      guard let scalar = character.unicodeScalars.first, let glyph = typeface.glyph(for: scalar),
        !typeface.outline(of: glyph).isEmpty
      else { continue }
      if let last { pen += typeface.kerning(last, glyph) * style.size }
      glyphs.append(Glyph(text: character, index: glyph, x: pen))
      pen += typeface.advance(of: glyph) * style.size + style.tracking
      last = glyph
    }
    self.init(style: style, glyphs: glyphs, width: max(0, pen - style.tracking))
  }

  private init(style: TextStyle, glyphs: [Glyph], width: Double) {
    self.style = style
    self.glyphs = glyphs
    self.width = width
  }

  /// The word in pieces that are no wider than a measure, where they have more than one glyph.
  func pieces(measure: Double) -> [ShapedWord] {
    var pieces: [ShapedWord] = []
    var start = 0
    for index in glyphs.indices {
      let end = index + 1 < glyphs.count ? glyphs[index + 1].x : width
      if end - glyphs[start].x > measure, index > start {
        pieces.append(part(start..<index))
        start = index
      }
    }
    if start < glyphs.count { pieces.append(part(start..<glyphs.count)) }
    return pieces
  }

  /// The word with every glyph in the middle of a cell.
  func spread(pitch: Double) -> ShapedWord {
    let typeface = style.face.typeface
    return ShapedWord(
      style: style,
      glyphs: glyphs.enumerated().map { place, glyph in
        let shift = (pitch - typeface.advance(of: glyph.index) * style.size) / 2
        return Glyph(text: glyph.text, index: glyph.index, x: Double(place) * pitch + shift)
      }, width: Double(glyphs.count) * pitch)
  }

  private func part(_ range: Range<Int>) -> ShapedWord {
    let origin = glyphs[range.lowerBound].x
    let end = range.upperBound < glyphs.count ? glyphs[range.upperBound].x : width
    return ShapedWord(
      style: style, glyphs: glyphs[range].map { Glyph(text: $0.text, index: $0.index, x: $0.x - origin) },
      width: end - origin)
  }
}

/// The characters of a word as they are drawn: one scalar each, composed, with the style's capitals, signs and
/// ligatures.
private func drawnCharacters(_ word: String, _ style: TextStyle) -> [Character] {
  let typeface = style.face.typeface
  func has(_ character: Character) -> Bool {
    guard let scalar = character.unicodeScalars.first, let glyph = typeface.glyph(for: scalar) else { return false }
    return !typeface.outline(of: glyph).isEmpty
  }
  let text = (style.isUppercase ? word.uppercased() : word).precomposedStringWithCanonicalMapping
  let characters = Array(text)
  var drawn: [Character] = []
  var index = 0
  func next(_ offset: Int) -> Character? { index + offset < characters.count ? characters[index + offset] : nil }
  while index < characters.count {
    let character = characters[index]
    var replacement: (sign: Character, length: Int)?
    switch character {
    case "f" where style.hasLigatures && next(1) == "i": replacement = ("\u{FB01}", 2)
    case "f" where style.hasLigatures && next(1) == "l": replacement = ("\u{FB02}", 2)
    case "\"" where style.isTypographic: replacement = (opens(drawn) ? "\u{201C}" : "\u{201D}", 1)
    case "'" where style.isTypographic: replacement = (opens(drawn) ? "\u{2018}" : "\u{2019}", 1)
    case "-" where style.isTypographic && next(1) == "-": replacement = ("\u{2014}", 2)
    case "." where style.isTypographic && next(1) == "." && next(2) == ".": replacement = ("\u{2026}", 3)
    default: break
    }
    if let replacement, has(replacement.sign) {
      drawn.append(replacement.sign)
      index += replacement.length
    } else {
      if character.unicodeScalars.count == 1 { drawn.append(character) }
      index += 1
    }
  }
  return drawn
}

/// Whether a quotation mark after these characters opens.
private func opens(_ before: [Character]) -> Bool {
  guard let last = before.last else { return true }
  return "([{\u{2014}-\u{2018}\u{201C}".contains(last)
}

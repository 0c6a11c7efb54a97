/// The pixels that a text takes at most in any of the usual fonts without serifs.
///
/// The fonts of a reader are not known where the picture is made. So every character is reckoned as wide as it is in the widest
/// of them, DejaVu Sans, and what is unknown as wide as it is high.
///
/// - Parameter size: The size of the font in pixels.
func textWidth(_ text: String, size: Double) -> Double {
  text.reduce(0) { $0 + characterWidth($1) } * size
}

/// The width of a character over the size of its font.
private func characterWidth(_ character: Character) -> Double {
  guard let ascii = character.asciiValue else {
    return character.isLetter && character.unicodeScalars.first.map { $0.value < 0x250 } == true ? 0.8 : 1
  }
  return switch Character(Unicode.Scalar(ascii)) {
  case "i", "j", "l", "'", "|", "I", ".", ",", ":", ";", "!", " ": 0.4
  case "f", "r", "t", "s", "c", "z", "k", "(", ")", "[", "]", "-", "/", "J", "?": 0.58
  case "m", "w", "W", "M", "@", "%": 1
  case "A"..."Z", "+", "<", ">", "=", "~", "#": 0.84
  default: 0.65
  }
}

/// A text that takes at most so many pixels, with an ellipsis where it was longer.
func shortened(_ text: String, width: Double, size: Double) -> String {
  guard textWidth(text, size: size) > width else { return text }
  var shorter = text
  while !shorter.isEmpty, textWidth(shorter + "…", size: size) > width { shorter.removeLast() }
  return shorter + "…"
}

/// A text in lines that take at most so many pixels each, broken between words; a word that is too long is broken itself.
func wrapped(_ text: String, width: Double, size: Double) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in text.split(whereSeparator: \.isWhitespace) {
    let longer = line.isEmpty ? String(word) : line + " " + word
    if textWidth(longer, size: size) <= width {
      line = longer
      continue
    }
    if !line.isEmpty { lines.append(line) }
    line = ""
    for character in word {
      if !line.isEmpty, textWidth(line + String(character), size: size) > width {
        lines.append(line)
        line = ""
      }
      line.append(character)
    }
  }
  return line.isEmpty ? lines : lines + [line]
}

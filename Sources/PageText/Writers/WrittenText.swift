import TextTables

/// UTF-8 that grows.
struct WrittenText {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a text as content or as an attribute's value of XML.
  mutating func writeEscaped(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": write("&amp;")
      case "<": write("&lt;")
      case ">": write("&gt;")
      case "\"": write("&quot;")
      case "'": write("&#39;")
      default: bytes.append(contentsOf: UTF8.encode(scalar.shown) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// Writes a text that stands on one line between two tabs.
  mutating func writeShown(_ text: String) {
    for scalar in text.unicodeScalars {
      bytes.append(contentsOf: UTF8.encode(scalar.shown) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

extension Unicode.Scalar {
  /// The scalar, or U+FFFD for what no character on paper is: controls, of which XML forbids most and which end lines
  /// and pages of other formats, separators of lines and paragraphs, and what is no character.
  var shown: Unicode.Scalar {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
    case .unassigned: properties.isNoncharacterCodePoint ? "\u{FFFD}" : self
    default: self
    }
  }
}

/// A probability as a share of so many, with so many decimals.
func share(_ probability: Double, of whole: Double = 1, decimals count: Int) -> String {
  decimals(whole * (probability.isFinite ? min(1, max(0, probability)) : 0), count)
}

/// A text as content or as an attribute's value of XML and HTML.
///
/// Scalars that no character on paper is become U+FFFD.
public func markupEscaped(_ text: String) -> String {
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    default: escaped.unicodeScalars.append(scalar.shown)
    }
  }
  return escaped
}

extension Unicode.Scalar {
  /// The scalar, or U+FFFD for what no character on paper is: controls, of which XML forbids most and which end lines
  /// and pages of other formats, separators of lines and paragraphs, and what is no character.
  public var shown: Unicode.Scalar {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
    case .unassigned: properties.isNoncharacterCodePoint ? "\u{FFFD}" : self
    default: self
    }
  }
}

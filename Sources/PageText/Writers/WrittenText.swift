import TextTables

/// UTF-8 that grows.
struct WrittenText {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a text as content or as an attribute's value of XML.
  mutating func writeEscaped(_ text: String) { write(markupEscaped(text)) }

  /// Writes a text that stands on one line between two tabs.
  mutating func writeShown(_ text: String) {
    for scalar in text.unicodeScalars {
      bytes.append(contentsOf: UTF8.encode(scalar.shown) ?? UTF8.encodedReplacementCharacter)
    }
  }
}

/// A probability as a share of so many, with so many decimals.
func share(_ probability: Double, of whole: Double = 1, decimals count: Int) -> String {
  decimals(whole * (probability.isFinite ? min(1, max(0, probability)) : 0), count)
}

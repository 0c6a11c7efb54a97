/// The words of one line.
struct BrokenLine {
  var words: [ShapedWord]
  /// Sum of the words' widths and the gaps between them, in pixels.
  var width: Double
  /// Whether the paragraph ends with it.
  var isLast = false
}

/// Fills lines with words, greedily and without hyphens; a word wider than the measure is cut.
///
/// - Parameters:
///   - indent: Pixels that the first line is shorter by.
///   - limit: Lines to make at most.
func breakLines(_ words: [ShapedWord], measure: Double, indent: Double = 0, limit: Int = .max) -> [BrokenLine] {
  var lines: [BrokenLine] = []
  var line = BrokenLine(words: [], width: indent)
  for word in words.flatMap({ $0.pieces(measure: measure) }) {
    let gap = line.words.isEmpty ? 0 : word.style.gap
    if !line.words.isEmpty, line.width + gap + word.width > measure {
      lines.append(line)
      guard lines.count < limit else { return lines }
      line = BrokenLine(words: [word], width: word.width)
    } else {
      line.words.append(word)
      line.width += gap + word.width
    }
  }
  line.isLast = true
  if !line.words.isEmpty { lines.append(line) }
  return lines
}

/// Joins the words of a paragraph that are divided at line ends: the rest of a word comes up to its beginning, and the
/// hyphen goes.
///
/// A word is taken as divided where a hyphen follows a letter at the end of a line and the next line begins with a
/// lower-case letter; what begins with a capital keeps its hyphen (`Anglo-` / `Saxon`), as do dashes and numbers.
///
/// - Parameter lines: The words of each line.
/// - Returns: The same lines; those of which nothing is left are dropped.
func joiningHyphens(_ lines: [[String]]) -> [[String]] {
  var joined: [[String]] = []
  for line in lines {
    guard let start = line.first, let before = joined.last?.last, let part = dividedPart(before),
      start.unicodeScalars.first?.properties.isLowercase == true
    else {
      joined.append(line)
      continue
    }
    joined[joined.count - 1][joined[joined.count - 1].count - 1] = part + start
    if line.count > 1 { joined.append(Array(line.dropFirst())) }
  }
  return joined
}

/// A word without the hyphen that divides it, or `nil` where there is none.
private func dividedPart(_ word: String) -> String? {
  let hyphens: [Unicode.Scalar] = ["-", "\u{AD}", "\u{2010}"]
  var scalars = word.unicodeScalars
  guard let last = scalars.popLast(), hyphens.contains(last), scalars.last?.properties.isAlphabetic == true else {
    return nil
  }
  return String(scalars)
}

import Foundation

/// Which gaps between the characters of a block are blanks.
///
/// The gaps, in heights of x, fall into two classes, between the letters of a word and between words; the threshold is that
/// of Otsu where it is where fonts have it, and near it a gap is a blank with a probability.
struct WordGaps: Sendable, Equatable {
  /// The gap, in heights of x, that is as likely a blank as none.
  let threshold: Double

  /// Where the gaps of a block say nothing.
  private static let usual = 0.42
  /// Fonts have their blanks beyond the first and their letters closer than the second.
  private static let range = 0.15...0.8
  /// How fast a gap becomes a blank, in heights of x.
  private static let softness = 0.07

  /// Measures the gaps of a block.
  ///
  /// - Parameter gaps: Columns between neighbouring pieces, in heights of x.
  init(_ gaps: [Double]) {
    let sorted = gaps.map { min(max($0, -0.2), 1.2) }.sorted()
    guard sorted.count >= 8 else {
      threshold = Self.usual
      return
    }
    // Otsu's criterion over all places between two gaps, a gap's emptiness counting a little.
    let total = sorted.reduce(0, +)
    var below = 0.0
    var best: (threshold: Double, score: Double)?
    for place in 1..<sorted.count {
      below += sorted[place - 1]
      let (low, high) = (sorted[place - 1], sorted[place])
      let middle = (low + high) / 2
      guard Self.range.contains(middle), high > low else { continue }
      let (countBelow, countAbove) = (Double(place), Double(sorted.count - place))
      let difference = (total - below) / countAbove - below / countBelow
      let score = countBelow * countAbove * difference * difference * (1 + 2 * (high - low))
      if score > best?.score ?? 0 { best = (middle, score) }
    }
    threshold = best?.threshold ?? (sorted[sorted.count / 2] > Self.usual ? Self.usual : Self.range.upperBound)
  }

  /// How probable a gap is a blank, 0 to 1.
  func probabilityOfBlank(_ gap: Double) -> Double { 1 / (1 + exp((threshold - gap) / Self.softness)) }
}

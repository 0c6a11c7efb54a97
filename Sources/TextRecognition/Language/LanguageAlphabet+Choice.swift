import Foundation

extension LanguageAlphabet {
  /// Characters whose choice is not a matter of language. Of the directed forms of a mark the opening one comes first,
  /// then the closing one.
  private static let classes: [(members: String, isDirected: Bool)] = [
    ("0123456789", false), ("‘’'", true), ("“”\"", true), ("–—", false),
  ]
  /// The share of the directed form that suits its place; as large is the straight form's.
  private static let fittingShare = 0.475
  /// What is always in an alphabet beside ASCII and the second half of Latin-1.
  private static let typography = "–—‘’“”†‡•…€™"

  /// Chooses an alphabet: ASCII, Latin-1 and the marks of typography, and what else a text has often enough.
  ///
  /// - Parameters:
  ///   - counts: How often each code point occurs.
  ///   - smallestCount: How often a character must occur to be in the alphabet.
  static func chosen(for counts: [UInt32: Int], smallestCount: Int) -> LanguageAlphabet {
    // U+00AD, the soft hyphen, is no character of a page.
    let latin: [UInt32] = Array(0x20...0x7E) + Array(0xA1...0xAC) + Array(0xAE...0xFF)
    let standard = Set(latin + typography.unicodeScalars.map(\.value))
    let others = counts.filter { $0.value >= smallestCount && !standard.contains($0.key) }
      .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    // The classes leave a little room; it is not worth finding out how much.
    let room = largestSymbolCount - 1 - standard.count
    let scalars = (standard + others.prefix(room).map(\.key)).sorted()
    var classOf: [UInt32: Int] = [:]
    for (index, group) in classes.enumerated() {
      for scalar in group.members.unicodeScalars { classOf[scalar.value] = index }
    }
    var symbolOfClass: [Int: UInt8] = [:]
    var next: UInt8 = 1
    let members = scalars.map { scalar in
      let group = classOf[scalar]
      let symbol = group.flatMap { symbolOfClass[$0] } ?? next
      if symbol == next { next += 1 }
      if let group { symbolOfClass[group] = symbol }
      let shares = group.map { Self.shares(of: scalar, in: classes[$0]) } ?? (afterSpace: 1, otherwise: 1)
      return Member(
        scalar: scalar, symbol: symbol, logShareAfterSpace: Float(log(shares.afterSpace)),
        logShare: Float(log(shares.otherwise)))
    }
    guard let alphabet = LanguageAlphabet(members: members) else { preconditionFailure("the characters are sorted") }
    return alphabet
  }

  private static func shares(of scalar: UInt32, in group: (members: String, isDirected: Bool))
    -> (afterSpace: Double, otherwise: Double)
  {
    let members = group.members.unicodeScalars.map(\.value)
    guard group.isDirected else { return (1 / Double(members.count), 1 / Double(members.count)) }
    let misplaced = 1 - 2 * fittingShare
    return switch members.firstIndex(of: scalar) {
    case 0: (fittingShare, misplaced)
    case 1: (misplaced, fittingShare)
    default: (fittingShare, fittingShare)
    }
  }
}

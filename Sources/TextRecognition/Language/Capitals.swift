/// How the last letters were set, by which a model judges whether it is in a text of capitals.
///
/// A capital at the beginning of a word says little, a second and a third say nearly all, and as much about the words
/// after; the first small letter ends it. In a text of capitals a letter is as probable as its small form and its
/// capital together are in the text in small letters.
enum Capitals: UInt8, Sendable {
  /// The last letter is small, or the only capital of its word.
  case none
  /// The last character is a capital, the only one so far.
  case one
  /// The last character is the second capital.
  case two
  /// The last character is the third capital or a later one.
  case several
  /// The last letter is the second capital and other characters came after it.
  case twoBefore
  /// The last letter is the third capital or a later one and other characters came after it.
  case severalBefore

  /// What a character is to a text of capitals.
  enum Kind { case small, capital, other }

  /// The share of capitals among a text of capitals' letters.
  static let share: Float = 0.98

  /// How likely the text is in capitals.
  @inline(__always) var weight: Float {
    switch self {
    case .none: 0
    case .one: 0.02
    case .two: 0.4
    case .several: 0.9
    case .twoBefore: 0.3
    case .severalBefore: 0.7
    }
  }

  /// The value after one more character.
  @inline(__always) func after(_ kind: Kind) -> Capitals {
    switch (kind, self) {
    case (.small, _), (.other, .none), (.other, .one): .none
    case (.capital, .none): .one
    case (.capital, .one): .two
    case (.capital, _): .several
    case (.other, .two), (.other, .twoBefore): .twoBefore
    case (.other, .several), (.other, .severalBefore): .severalBefore
    }
  }
}

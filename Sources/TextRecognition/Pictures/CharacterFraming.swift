/// How the images of a collection of characters were made of larger ones.
public enum CharacterFraming: String, Sendable, Codable, CaseIterable {
  /// The character's longer side has 20 pixels, its centre of mass is in the middle of 28×28.
  ///
  /// - SeeAlso: LeCun, Bottou, Bengio and Haffner, "Gradient-Based Learning Applied to Document Recognition", Proceedings of
  ///   the IEEE 86(11), 1998, section III.A.
  case mnist
  /// The character's longer side has 24 pixels, its box is in the middle of 28×28, two pixels from the border.
  ///
  /// - SeeAlso: Cohen, Afshar, Tapson and van Schaik, "EMNIST: an extension of MNIST to handwritten letters", 2017, section II.
  case emnist

  /// The framing of the collection that has just these characters: MNIST's for the ten digits, EMNIST's for all others.
  public init(of characters: [String]) {
    self = Set(characters) == Set((0...9).map(String.init)) ? .mnist : .emnist
  }

  /// Pixels of the longer side of a character.
  var extent: Double { self == .mnist ? 20 : 24 }
}

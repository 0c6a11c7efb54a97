import Foundation

/// The characters a language model knows, and the symbols its n-grams are made of.
///
/// A symbol is a character, or a class of characters whose choice is not a matter of language: the ten digits are one
/// symbol, and so are the straight and curly forms of a quotation mark. A character's probability is its symbol's times
/// its share of the symbol. Characters that are not in the alphabet are symbol 0.
struct LanguageAlphabet: Sendable, Equatable {
  /// The symbol of all characters that the model does not know.
  static let unknownSymbol: UInt8 = 0
  /// The most symbols there can be: in counting a symbol is a byte, and one value says that there is none.
  static let largestSymbolCount = 254
  /// An unknown character is taken for one of so many.
  private static let unknownCharacters = 256.0

  /// A character of the alphabet.
  struct Member: Sendable, Equatable {
    /// The character.
    var scalar: UInt32
    /// Its symbol.
    var symbol: UInt8
    /// The logarithm of its share of the symbol after a space.
    var logShareAfterSpace: Float
    /// The logarithm of its share of the symbol after anything else.
    var logShare: Float
  }

  /// The characters, in rising order.
  let members: [Member]
  /// One more than the largest symbol.
  let symbolCount: Int
  /// The small letter of every symbol that is a letter of two cases; the symbol itself of all others.
  let small: [UInt8]
  /// The capital of every symbol that is a letter of two cases; the symbol itself of all others.
  let capital: [UInt8]
  /// The symbol of the space.
  let space: UInt8
  /// Places of the first 256 code points in ``members``, -1 for what is not there.
  private let places: [Int16]

  /// Makes an alphabet of members in rising order.
  ///
  /// - Returns: `nil` where they are not in rising order, a share is no number, there is no space, or the symbols have
  ///   gaps or are too many.
  init?(members: [Member]) {
    let rising = zip(members, members.dropFirst()).allSatisfy { $0.scalar < $1.scalar }
    let symbols = Set(members.map(\.symbol))
    guard rising, members.allSatisfy({ Unicode.Scalar($0.scalar) != nil && $0.symbol > 0 }),
      members.allSatisfy({ (-1000...0).contains($0.logShare) && (-1000...0).contains($0.logShareAfterSpace) }),
      symbols.count < Self.largestSymbolCount, Int(symbols.max() ?? 0) == symbols.count,
      let space = members.first(where: { $0.scalar == 0x20 })?.symbol
    else { return nil }
    self.members = members
    self.space = space
    symbolCount = symbols.count + 1
    var small = (0..<symbolCount).map { UInt8($0) }
    var capital = small
    let symbolOf = Dictionary(members.map { ($0.scalar, $0.symbol) }) { first, _ in first }
    for member in members {
      guard let scalar = Unicode.Scalar(member.scalar), let other = Self.smallLetter(of: scalar),
        let symbol = symbolOf[other.value], capital[Int(symbol)] == symbol
      else { continue }
      small[Int(member.symbol)] = symbol
      capital[Int(symbol)] = member.symbol
    }
    self.small = small
    self.capital = capital
    var places = [Int16](repeating: -1, count: 256)
    for (place, member) in members.enumerated() where member.scalar < 256 { places[Int(member.scalar)] = Int16(place) }
    self.places = places
  }

  /// The symbol of a character and the logarithm of its share of it.
  @inline(__always)
  func symbol(of scalar: Unicode.Scalar, afterSpace: Bool) -> (symbol: UInt8, logShare: Float) {
    guard let place = place(of: scalar.value) else { return (Self.unknownSymbol, Self.logUnknownShare) }
    let member = members[place]
    return (member.symbol, afterSpace ? member.logShareAfterSpace : member.logShare)
  }

  private static let logUnknownShare = Float(-log(unknownCharacters))

  @inline(__always)
  private func place(of value: UInt32) -> Int? {
    if value < 256 {
      let place = places[Int(value)]
      return place < 0 ? nil : Int(place)
    }
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].scalar < value { low = middle + 1 } else { high = middle }
    }
    return low < members.count && members[low].scalar == value ? low : nil
  }

  /// The small letter of a capital of one character; `nil` of everything else.
  private static func smallLetter(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    guard let other = mapping.first, mapping.count == 1, other != scalar else { return nil }
    return other
  }
}

/// A name, or a pattern of names in which each `*` stands for any text.
struct NamePattern: Sendable, Equatable {
  /// The pattern as it is written.
  let text: String
  private let pieces: [String]

  init(_ text: String) {
    self.text = text
    pieces = text.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
  }

  /// How many `*` there are.
  var wildcards: Int { pieces.count - 1 }

  /// What each `*` stands for in a name, as little as possible from the left; `nil` for a name that does not match.
  func match(_ name: String) -> [String]? {
    guard wildcards > 0 else { return name == text ? [] : nil }
    guard name.hasPrefix(pieces[0]) else { return nil }
    var rest = name.dropFirst(pieces[0].count)
    var found: [String] = []
    for piece in pieces.dropFirst().dropLast() {
      guard let place = rest.firstRange(of: piece) else { return nil }
      found.append(String(rest[..<place.lowerBound]))
      rest = rest[place.upperBound...]
    }
    let last = pieces[pieces.count - 1]
    guard rest.hasSuffix(last) else { return nil }
    return found + [String(rest.dropLast(last.count))]
  }

  /// The name with texts in place of its `*`.
  ///
  /// - Precondition: There are as many texts as `*`.
  func name(with texts: [String]) -> String {
    precondition(texts.count == wildcards)
    return zip(pieces.dropFirst(), texts).reduce(pieces[0]) { $0 + $1.1 + $1.0 }
  }
}

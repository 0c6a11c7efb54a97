/// Which pages of a folder an evaluation takes, and the groups it reports them in.
public struct PageSelection: Sendable {
  private var groups: [String: String]?
  private var modulus: (divisor: Int, remainders: [Int])?

  /// Takes all pages.
  public init() {}

  /// Takes the pages that a file lists: the relative path without extension on a line each, and after blank space,
  /// where pages are to be reported in groups, the group's name. Empty lines and lines that begin with `#` are
  /// left out.
  public mutating func restrict(toListIn path: String) throws {
    guard let text = String(validating: try readTextFile(path), as: UTF8.self) else {
      throw UsageError("\(path): the list is not UTF-8 text")
    }
    var groups: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
      guard let name = words.first, !name.hasPrefix("#") else { continue }
      groups[String(name)] = words.count > 1 ? String(words[1]) : ""
    }
    guard !groups.isEmpty else { throw UsageError("\(path): the list names no page") }
    self.groups = groups
  }

  /// Takes the pages the last whole number of whose name leaves one of `remainders` when divided by
  /// `divisor`.
  public mutating func restrict(toNumbersModulo divisor: Int, remainders: [Int]) throws {
    guard divisor > 0 else { throw UsageError("the modulus must be at least 1, not \(divisor)") }
    guard remainders.allSatisfy({ (0..<divisor).contains($0) }) else {
      throw UsageError("remainders must be from 0 to \(divisor - 1) for modulo \(divisor), not \(remainders)")
    }
    modulus = (divisor, remainders)
  }

  /// Whether the page of a relative path is taken.
  public func contains(_ relativePath: String) -> Bool {
    let name = stem(of: relativePath)
    if let groups, groups[name] == nil { return false }
    guard let modulus else { return true }
    let digits = name.reversed().drop { !("0"..."9").contains($0) }.prefix { ("0"..."9").contains($0) }
    guard let number = Int(String(digits.reversed())) else { return false }
    return modulus.remainders.contains(number % modulus.divisor)
  }

  /// A page that the list names and that is not among some; `nil` where there is none.
  ///
  /// - Parameter pages: Their relative paths.
  func firstMissing(among pages: [String]) -> String? {
    guard let groups else { return nil }
    return Set(groups.keys).subtracting(pages.map(stem)).min()
  }

  /// The group of a page, if the list names one.
  public func group(of page: String) -> String? {
    guard let group = groups?[stem(of: page)], !group.isEmpty else { return nil }
    return group
  }

  /// The names of the groups, sorted.
  public var groupNames: [String] { Set((groups ?? [:]).values).filter { !$0.isEmpty }.sorted() }
}

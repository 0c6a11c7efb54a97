import Randomness

/// What stands in the cells of tables and the fields of forms.
enum TableText: CaseIterable {
  case words, number, price, date, percentage, code

  static func price(_ random: inout SeededRandom) -> String {
    let cents = random.below(100)
    return "\(random.happens(0.7) ? random.below(100) : random.below(10_000)).\(cents < 10 ? "0" : "")\(cents)"
  }

  static func date(_ random: inout SeededRandom) -> String {
    let (day, month, year) = (random.integer(in: 1...28), random.integer(in: 1...12), random.integer(in: 1890...2030))
    return switch random.below(4) {
    case 0: "\(day)/\(month)/\(year)"
    case 1: "\(day).\(month).\(year)"
    case 2: "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    default: "\(month)/\(day)/\(year % 100 < 10 ? "0" : "")\(year % 100)"
    }
  }

  static func code(_ random: inout SeededRandom) -> String {
    String(
      (0..<random.integer(in: 3...8)).map { _ in random.element(of: Array("ABCDEFGHJKLMNPRSTUVWXYZ0123456789-/")) })
  }

  /// The words of a cell.
  func cell(_ page: PageComposer) -> [Substring] {
    switch self {
    case .words: page.reader.phrase(page.random.integer(in: 1...3), &page.random)
    case .number:
      [Substring(String(page.random.happens(0.5) ? page.random.below(100) : page.random.below(1_000_000)))]
    case .price: [Substring(Self.price(&page.random))]
    case .date: [Substring(Self.date(&page.random))]
    case .percentage: [Substring("\(page.random.below(101)).\(page.random.below(10))%")]
    case .code: [Substring(Self.code(&page.random))]
    }
  }
}

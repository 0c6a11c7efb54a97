/// An n-gram model as its definition has it, with dictionaries and recursion: what the program's is held against.
struct LanguageReference {
  private var counts: [[UInt32]: Double] = [:]
  private var followers: [[UInt32]: Set<UInt32>] = [:]
  private var predecessors: [[UInt32]: Set<UInt32>] = [:]
  private let order: Int
  private let symbolCount: Int
  private let isKneserNey: Bool
  private var discounts: [[Double]] = []

  init(_ text: String, order: Int, symbolCount: Int, isKneserNey: Bool) {
    self.order = order
    self.symbolCount = symbolCount
    self.isKneserNey = isKneserNey
    let scalars = [0x20] + text.unicodeScalars.map(\.value)
    for start in scalars.indices {
      for end in start..<min(start + order, scalars.count) {
        let sequence = Array(scalars[start...end])
        counts[sequence, default: 0] += 1
        followers[sequence.dropLast(), default: []].insert(scalars[end])
        if start > 0 { predecessors[sequence, default: []].insert(scalars[start - 1]) }
      }
    }
    for length in 1...order {
      let used = counts.keys.filter { $0.count == length }.map { evidence($0) }
      let n = (0...4).map { number in Double(used.count { $0 == Double(number) }) }
      let y = n[1] / (n[1] + 2 * n[2])
      let values = [0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]]
      let areUsable = (1...3).allSatisfy { values[$0] > 0 && values[$0] < Double($0) }
      discounts.append(areUsable ? values : [0, 0.5, 0.5, 0.5])
    }
  }

  /// The probability of a character after a text of which only the end counts.
  func probability(_ scalar: UInt32, after text: [UInt32]) -> Double {
    let context = Array(text.suffix(order - 1))
    let below =
      context.isEmpty ? 1 / Double(symbolCount) : probability(scalar, after: Array(context.dropFirst()))
    guard let following = followers[context] else { return below }
    let own = evidence(context + [scalar])
    let total = following.reduce(0) { $0 + evidence(context + [$1]) }
    if !isKneserNey {
      let different = Double(following.count)
      return (own + different * below) / (total + different)
    }
    let given = following.reduce(0) { $0 + discount(context + [$1]) }
    return (own - discount(context + [scalar]) + given * below) / total
  }

  private func evidence(_ sequence: [UInt32]) -> Double {
    guard let count = counts[sequence] else { return 0 }
    return isKneserNey && sequence.count < order ? max(1, Double(predecessors[sequence]?.count ?? 0)) : count
  }

  private func discount(_ sequence: [UInt32]) -> Double {
    discounts[sequence.count - 1][min(3, Int(evidence(sequence)))]
  }
}

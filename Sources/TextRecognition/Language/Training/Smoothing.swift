/// How probability is kept for sequences that training has not seen.
public enum Smoothing: String, Codable, Sendable, CaseIterable {
  /// Interpolated modified Kneser-Ney: three discounts an order, and lower orders count how many symbols a sequence
  /// follows rather than how often it occurs (Chen and Goodman, 1999).
  case kneserNey
  /// Interpolated Witten-Bell: a context gives away as much as it has different symbols (Witten and Bell, 1991).
  case wittenBell

  /// The probability of every node's last symbol after its parent's sequence, a list a level.
  func probabilities(_ counts: NGramCounts) -> [[Float]] {
    var result: [[Float]] = [[1]]
    for length in 1..<(counts.order + 1) {
      let used = evidence(counts, length: length)
      let discounts = self == .kneserNey ? Self.discounts(used) : nil
      var probabilities = [Float](repeating: 0, count: used.count)
      let parents = counts.levels[length - 1]
      let suffixes = counts.levels[length].suffixes
      let lower = result[length - 1]
      for parent in parents.symbols.indices {
        let children = parents.children(of: parent)
        guard !children.isEmpty else { continue }
        var total = 0.0
        var given = 0.0
        for child in children {
          total += Double(used[child])
          given += discounts?.discount(of: used[child]) ?? (used[child] > 0 ? 1 : 0)
        }
        // Witten and Bell add what is given away to the whole, Kneser and Ney take it out of the counts.
        let whole = discounts == nil ? total + given : total
        for child in children {
          let below = length == 1 ? 1 / Double(counts.symbolCount) : Double(lower[Int(suffixes[child])])
          let own = Double(used[child]) - (discounts?.discount(of: used[child]) ?? 0)
          probabilities[child] = Float((own + given * below) / whole)
        }
      }
      result.append(probabilities)
    }
    return result
  }

  /// The counts that a level's probabilities are made of.
  private func evidence(_ counts: NGramCounts, length: Int) -> [UInt32] {
    guard self == .kneserNey, length < counts.order else { return counts.levels[length].counts }
    var evidence = [UInt32](repeating: 0, count: counts.levels[length].symbols.count)
    for suffix in counts.levels[length + 1].suffixes { evidence[Int(suffix)] += 1 }
    // The beginning of a text follows nothing, but it is there.
    for node in evidence.indices where evidence[node] == 0 && counts.levels[length].counts[node] > 0 {
      evidence[node] = 1
    }
    return evidence
  }

  /// What is taken from counts of 1, 2 and more.
  private struct Discounts {
    var values: (Double, Double, Double)

    func discount(of count: UInt32) -> Double {
      switch count {
      case 0: 0
      case 1: values.0
      case 2: values.1
      default: values.2
      }
    }
  }

  /// Chen and Goodman's estimate from how many sequences occur once to four times; where a text is too small for that,
  /// one half of every count's last occurrence.
  private static func discounts(_ counts: [UInt32]) -> Discounts {
    var numbers = [0.0, 0, 0, 0, 0]
    for count in counts where (1...4).contains(count) { numbers[Int(count)] += 1 }
    let fallback = Discounts(values: (0.5, 0.5, 0.5))
    guard numbers[1...4].allSatisfy({ $0 > 0 }) else { return fallback }
    let share = numbers[1] / (numbers[1] + 2 * numbers[2])
    let values = (
      1 - 2 * share * numbers[2] / numbers[1], 2 - 3 * share * numbers[3] / numbers[2],
      3 - 4 * share * numbers[4] / numbers[3]
    )
    guard 0 < values.0, values.0 < 1, 0 < values.1, values.1 < 2, 0 < values.2, values.2 < 3 else { return fallback }
    return Discounts(values: values)
  }
}

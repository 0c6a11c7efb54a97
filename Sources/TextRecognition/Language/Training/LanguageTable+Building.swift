import Foundation

extension LanguageTable {
  /// Makes a table of the n-grams that are worth a threshold.
  init(_ counts: NGramCounts, probabilities: [[Float]], pruning: EntropyPruning, threshold: Float) {
    var builder = LanguageTableBuilder(counts, probabilities: probabilities, pruning: pruning, threshold: threshold)
    builder.number()
    builder.weighBackoffs()
    let probabilityCodebook = LogarithmCodebook(for: builder.kept.map { log($0) })
    let backoffCodebook = LogarithmCodebook(for: builder.backoffs)
    var codes: [UInt8] = []
    for count in builder.entryCounts {
      codes += probabilityCodebook.codes(of: Array(builder.kept[codes.count..<codes.count + Int(count)]))
    }
    let table = LanguageTable(
      symbolCount: counts.symbolCount, entryCounts: builder.entryCounts, suffixes: builder.suffixes,
      backoffCodes: builder.backoffs.map { backoffCodebook.code(of: $0) }, symbols: builder.symbols,
      probabilityCodes: codes, contextBits: builder.contextBits, probabilities: probabilityCodebook.values,
      backoffs: backoffCodebook.values)
    guard let table else { preconditionFailure("a table is built sound") }
    self = table
  }
}

/// Numbers the n-grams that are kept, and finds the back-off weights that make their contexts' probabilities sum to 1.
private struct LanguageTableBuilder {
  private let counts: NGramCounts
  private let probabilities: [[Float]]
  private let pruning: EntropyPruning
  private let threshold: Float
  /// The context of every node, -1 where it is none, a list a level.
  private var contexts: [[Int32]] = []
  /// The place of every context: its level and node.
  private var places: [(length: Int, node: Int)] = []
  private(set) var entryCounts: [UInt8] = []
  private(set) var suffixes: [UInt32] = []
  private(set) var symbols: [UInt8] = []
  /// The probabilities of entries.
  private(set) var kept: [Float] = []
  private(set) var contextBits: [UInt64] = []
  /// The logarithms of the contexts' weights.
  private(set) var backoffs: [Float] = []

  init(_ counts: NGramCounts, probabilities: [[Float]], pruning: EntropyPruning, threshold: Float) {
    self.counts = counts
    self.probabilities = probabilities
    self.pruning = pruning
    self.threshold = threshold
  }

  private func isKept(_ length: Int, _ node: Int) -> Bool { length <= 1 || pruning.values[length][node] >= threshold }

  /// Numbers contexts and entries level by level.
  mutating func number() {
    var entries: [Int] = []
    for length in 0..<counts.order {
      let level = counts.levels[length]
      contexts.append([Int32](repeating: -1, count: level.symbols.count))
      var nextEntries = [Int](repeating: 0, count: counts.levels[length + 1].symbols.count)
      for node in level.symbols.indices where isKept(length, node) {
        let children = level.children(of: node).filter { isKept(length + 1, $0) }
        guard !children.isEmpty else { continue }
        contexts[length][node] = Int32(suffixes.count)
        places.append((length, node))
        suffixes.append(suffix(ofNode: node, length: length))
        entryCounts.append(UInt8(children.count))
        if length > 0 { contextBits[entries[node] / 64] |= 1 << UInt64(entries[node] % 64) }
        for child in children {
          nextEntries[child] = symbols.count
          if symbols.count % 64 == 0 { contextBits.append(0) }
          symbols.append(counts.levels[length + 1].symbols[child])
          kept.append(probabilities[length + 1][child])
        }
      }
      entries = nextEntries
    }
  }

  /// The longest proper ending of a node's sequence that is a context.
  private func suffix(ofNode node: Int, length: Int) -> UInt32 {
    var node = node
    for shorter in stride(from: length - 1, to: 0, by: -1) {
      node = Int(counts.levels[shorter + 1].suffixes[node])
      if contexts[shorter][node] >= 0 { return UInt32(contexts[shorter][node]) }
    }
    return LanguageTable.root
  }

  /// Gives every context the weight that is left for symbols it does not have, by what they have in its suffix.
  mutating func weighBackoffs() {
    for (length, node) in places {
      var left = 1.0
      var leftBelow = 1.0
      if length > 0 {
        for child in counts.levels[length].children(of: node) where isKept(length + 1, child) {
          left -= Double(probabilities[length + 1][child])
          leftBelow -= probability(length, Int(counts.levels[length + 1].suffixes[child]))
        }
      }
      // Where a context has all symbols nothing is left on either side, and the weight is never used.
      backoffs.append(Float(log(max(left, 1e-9) / max(leftBelow, 1e-9))))
    }
  }

  /// The probability of a node's last symbol in the model that is kept.
  private func probability(_ length: Int, _ node: Int) -> Double {
    if isKept(length, node) { return Double(probabilities[length][node]) }
    let level = counts.levels[length]
    let context = contexts[length - 1][Int(level.parents[node])]
    let weight = context < 0 ? 1 : exp(Double(backoffs[Int(context)]))
    return weight * probability(length - 1, Int(level.suffixes[node]))
  }
}

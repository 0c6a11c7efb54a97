import Foundation

/// Decides which n-grams are worth their bytes (Stolcke, "Entropy-based pruning of backoff language models", 1998).
///
/// An n-gram is worth by how much the model without it would be farther from the model with it: the relative entropy of
/// the two. A sequence that others begin with is worth as much as the best of them.
struct EntropyPruning {
  /// How much every node is worth, a list a level; the root and level 1 are infinitely valuable.
  let values: [[Float]]

  /// Values the n-grams of a model.
  init(_ counts: NGramCounts, probabilities: [[Float]]) {
    var values = probabilities.map { [Float](repeating: 0, count: $0.count) }
    for length in stride(from: counts.order, to: 0, by: -1) {
      let parents = counts.levels[length - 1]
      let level = counts.levels[length]
      for parent in parents.symbols.indices {
        let children = parents.children(of: parent)
        guard !children.isEmpty else { continue }
        var best: Float = 0
        if length == 1 {
          best = .infinity
          for child in children { values[1][child] = .infinity }
        } else {
          let share = Double(parents.counts[parent]) / Double(max(counts.total, 1))
          let lower = probabilities[length - 1]
          var left = 1.0
          var leftBelow = 1.0
          for child in children {
            left -= Double(probabilities[length][child])
            leftBelow -= Double(lower[Int(level.suffixes[child])])
          }
          (left, leftBelow) = (max(left, 1e-9), max(leftBelow, 1e-9))
          for child in children {
            let probability = Double(probabilities[length][child])
            let below = Double(lower[Int(level.suffixes[child])])
            let weight = (left + probability) / (leftBelow + below)
            let change =
              probability * (log(below * weight) - log(probability)) + left * (log(weight) - log(left / leftBelow))
            values[length][child] = max(values[length][child], Float(-share * change))
            best = max(best, values[length][child])
          }
        }
        values[length - 1][parent] = max(values[length - 1][parent], best)
      }
    }
    self.values = values
  }

  /// The value that n-grams must have for a table to fit a size.
  ///
  /// - Parameter size: Bytes of entries and contexts; 0 for no limit.
  func threshold(for size: Int, _ counts: NGramCounts) -> Float {
    guard size > 0 else { return -.infinity }
    var entries: [Float] = []
    var contexts: [Float] = []
    for length in 2..<max(counts.order + 1, 2) {
      entries += values[length]
      let parents = counts.levels[length - 1]
      for parent in parents.symbols.indices {
        let best = parents.children(of: parent).reduce(-Float.infinity) { max($0, values[length][$1]) }
        if best > -.infinity { contexts.append(best) }
      }
    }
    entries.sort(by: >)
    contexts.sort(by: >)
    // As many of the best entries as fit, with the contexts they need.
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high + 1) / 2
      let needed = contexts.partitioningIndex { $0 < entries[middle - 1] }
      if LanguageTable.size(entries: counts.symbolCount + middle, contexts: needed + 1) <= size {
        low = middle
      } else {
        high = middle - 1
      }
    }
    if low == entries.count { return -.infinity }
    // Entries of one value go together.
    return low == 0 ? .infinity : max(entries[low - 1], entries[low].nextUp)
  }
}

extension Array {
  /// The first place from which on a condition holds, in an array that is sorted by it.
  fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

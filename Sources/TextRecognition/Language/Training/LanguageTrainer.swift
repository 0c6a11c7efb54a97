import Foundation

/// Makes language models of texts.
///
/// What does not depend on the size of the model is computed once, so that models of several sizes cost little more than
/// one.
struct LanguageTrainer {
  private let alphabet: LanguageAlphabet
  private let counts: NGramCounts
  private let probabilities: [[Float]]
  private let pruning: EntropyPruning

  /// Counts texts.
  ///
  /// - Parameters:
  ///   - order: Symbols that an n-gram has at most, 1 to ``NGramCounts/largestOrder``.
  ///   - smallestCount: How often a character must occur to be known, unless every model knows it.
  init(_ texts: [LanguageText], order: Int, smoothing: Smoothing, smallestCount: Int) {
    var occurrences: [UInt32: Int] = [:]
    for text in texts { for scalar in text.scalars { occurrences[scalar, default: 0] += 1 } }
    let alphabet = LanguageAlphabet.chosen(for: occurrences, smallestCount: smallestCount)
    self.alphabet = alphabet
    // A text begins after a space, as a model's start has it.
    let symbols = texts.map { text in
      [alphabet.space] + text.characters.map { alphabet.symbol(of: $0, afterSpace: false).symbol }
    }
    counts = NGramCounts(symbols, order: order, symbolCount: alphabet.symbolCount)
    probabilities = smoothing.probabilities(counts)
    pruning = EntropyPruning(counts, probabilities: probabilities)
  }

  /// Makes a model.
  ///
  /// - Parameters:
  ///   - size: Bytes that its n-grams may take; 0 for all there are.
  ///   - record: How it was made.
  func model(size: Int, record: [String: String] = [:]) -> CharacterLanguageModel {
    let table = LanguageTable(
      counts, probabilities: probabilities, pruning: pruning, threshold: pruning.threshold(for: size, counts))
    return CharacterLanguageModel(alphabet: alphabet, table: table, order: counts.order, record: record)
  }
}

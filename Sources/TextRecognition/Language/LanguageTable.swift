/// The n-grams of a language model: a trie of back-off probabilities in flat arrays.
///
/// Entries are n-grams with a logarithmic probability of their last symbol. An entry that others begin with is a context
/// as well. Both are numbered level by level and in the order of their symbols, so that a context's entries stand side
/// by side and contexts have the order of their entries: a bit an entry, and how many bits are set before, lead from an
/// entry to its context. Context 0 is empty and has every symbol. A symbol that a context does not have is looked for
/// in the context's suffix, the longest of its proper endings that is a context, at the price of its back-off weight.
struct LanguageTable: Sendable, Equatable {
  /// The empty context.
  static let root: UInt32 = 0

  /// The first entry of every context, and how many entries there are.
  let firstEntries: [UInt32]
  /// The suffix of every context, a context of a smaller number.
  let suffixes: [UInt32]
  /// The code of every context's back-off weight.
  let backoffCodes: [UInt8]
  /// The last symbol of every entry.
  let symbols: [UInt8]
  /// The code of every entry's probability.
  let probabilityCodes: [UInt8]
  /// A bit for every entry that is a context.
  let contextBits: [UInt64]
  /// The natural logarithms of probabilities that codes stand for.
  let probabilities: [Float]
  /// The natural logarithms of back-off weights that codes stand for.
  let backoffs: [Float]
  /// How many contexts stand before each word of ``contextBits``.
  private let contextsBefore: [UInt32]

  /// Puts a table together, and looks whether it is one: whether look-ups stay inside and come to an end.
  ///
  /// - Returns: `nil` where they would not.
  init?(
    symbolCount: Int, entryCounts: [UInt8], suffixes: [UInt32], backoffCodes: [UInt8], symbols: [UInt8],
    probabilityCodes: [UInt8], contextBits: [UInt64], probabilities: [Float], backoffs: [Float]
  ) {
    let contexts = suffixes.count
    guard contexts > 0, entryCounts.count == contexts, backoffCodes.count == contexts,
      probabilityCodes.count == symbols.count, contextBits.count == (symbols.count + 63) / 64,
      probabilities.count == 256, backoffs.count == 256, symbolCount <= symbols.count,
      Int(entryCounts[0]) == symbolCount, entryCounts.reduce(0, { $0 + Int($1) }) == symbols.count,
      symbols.prefix(symbolCount).elementsEqual((0..<symbolCount).map { UInt8(truncatingIfNeeded: $0) }),
      probabilities.allSatisfy({ (-1000...0).contains($0) }), backoffs.allSatisfy({ (-1000...1000).contains($0) })
    else { return nil }
    var isSound = true
    var firstEntries: [UInt32] = [0]
    firstEntries.reserveCapacity(contexts + 1)
    var entries: UInt32 = 0
    for context in 0..<contexts {
      entries += UInt32(entryCounts[context])
      firstEntries.append(entries)
      isSound = isSound && suffixes[context] < max(context, 1)
    }
    var before: [UInt32] = []
    before.reserveCapacity(contextBits.count)
    var total: UInt32 = 0
    for word in contextBits {
      before.append(total)
      total += UInt32(word.nonzeroBitCount)
    }
    guard isSound, Int(total) == contexts - 1 else { return nil }
    self.firstEntries = firstEntries
    self.suffixes = suffixes
    self.backoffCodes = backoffCodes
    self.symbols = symbols
    self.probabilityCodes = probabilityCodes
    self.contextBits = contextBits
    self.probabilities = probabilities
    self.backoffs = backoffs
    contextsBefore = before
  }

  /// How many entries every context has.
  var entryCounts: [UInt8] { zip(firstEntries, firstEntries.dropFirst()).map { UInt8($1 - $0) } }

  /// Bytes that entries and contexts take in a file.
  static func size(entries: Int, contexts: Int) -> Int {
    6 * contexts + 2 * entries + 8 * ((entries + 63) / 64)
  }

  /// The natural logarithm of a symbol's probability after a context, and the longest context that the two end with.
  @inline(__always)
  func score(_ symbol: UInt8, after context: UInt32) -> (logProbability: Float, context: UInt32) {
    var node = context
    var logWeight: Float = 0
    while true {
      if let entry = entry(symbol, of: node) {
        return (logWeight + probabilities[Int(probabilityCodes[entry])], self.context(from: entry, symbol, of: node))
      }
      logWeight += backoffs[Int(backoffCodes[Int(node)])]
      node = suffixes[Int(node)]
    }
  }

  /// The longest context that a context and a symbol after it end with.
  @inline(__always)
  func context(after context: UInt32, _ symbol: UInt8) -> UInt32 {
    var node = context
    while true {
      if let entry = entry(symbol, of: node) { return self.context(from: entry, symbol, of: node) }
      node = suffixes[Int(node)]
    }
  }

  /// The entry of a symbol in a context. The root has all.
  @inline(__always)
  func entry(_ symbol: UInt8, of context: UInt32) -> Int? {
    if context == Self.root { return Int(symbol) }
    var low = Int(firstEntries[Int(context)])
    let end = Int(firstEntries[Int(context) + 1])
    var count = end - low
    while count > 1 {
      let half = count / 2
      low = symbols[low + half] <= symbol ? low + half : low
      count -= half
    }
    return low < end && symbols[low] == symbol ? low : nil
  }

  /// The context that an entry is; where it is none, the longest that it ends with.
  @inline(__always)
  private func context(from entry: Int, _ symbol: UInt8, of context: UInt32) -> UInt32 {
    var node = context
    var entry: Int? = entry
    while true {
      if let entry {
        let word = contextBits[entry / 64]
        let bit = UInt64(1) << UInt64(entry % 64)
        if word & bit != 0 { return contextsBefore[entry / 64] + UInt32((word & (bit - 1)).nonzeroBitCount) + 1 }
      }
      if node == Self.root { return Self.root }
      node = suffixes[Int(node)]
      entry = self.entry(symbol, of: node)
    }
  }
}

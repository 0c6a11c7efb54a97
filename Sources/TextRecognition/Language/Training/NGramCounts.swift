/// How often every sequence of up to `order` symbols occurs in texts: a trie, a level an order.
///
/// Level 0 is the empty sequence. The nodes of a level are in the order of their sequences, so that the children of a
/// node stand side by side. Every symbol has a node in level 1, if only with the count 0.
struct NGramCounts {
  /// The sequences of one length.
  struct Level {
    /// The last symbol of every node.
    var symbols: [UInt8] = []
    /// How often its sequence occurs.
    var counts: [UInt32] = []
    /// The node without the last symbol, in the level before.
    var parents: [UInt32] = []
    /// The node without the first symbol, in the level before.
    var suffixes: [UInt32] = []
    /// The first child of every node in the level after, and where the last one's end.
    var firstChildren: [UInt32] = []

    /// The children of a node in the level after.
    func children(of node: Int) -> Range<Int> { Int(firstChildren[node])..<Int(firstChildren[node + 1]) }
  }

  /// The longest sequences a word can hold.
  static let largestOrder = 8

  /// The levels, from that of the empty sequence to that of the longest.
  private(set) var levels: [Level]
  /// Symbols there are.
  let symbolCount: Int
  /// Symbols that were counted.
  let total: Int
  /// The length of the longest sequences.
  var order: Int { levels.count - 1 }

  /// Counts texts.
  ///
  /// Every place of a text becomes a word of `order` bytes, the first symbol the highest, and the words are sorted: the
  /// sequences of all lengths then stand in order.
  ///
  /// - Precondition: The order is 1 to ``largestOrder``, and symbols are at most
  ///   ``LanguageAlphabet/largestSymbolCount``.
  init(_ texts: [[UInt8]], order: Int, symbolCount: Int) {
    precondition((1...Self.largestOrder).contains(order) && symbolCount <= LanguageAlphabet.largestSymbolCount)
    self.symbolCount = symbolCount
    total = texts.reduce(0) { $0 + $1.count }
    let shift = UInt64(8 * (order - 1))
    // A byte of 0 says that the text has ended, so symbols are counted from 1.
    var words = (0..<symbolCount).map { (UInt64($0) + 1) << shift }
    words.reserveCapacity(total + symbolCount)
    for text in texts {
      var word: UInt64 = 0
      for symbol in text.reversed() {
        word = word >> 8 | (UInt64(symbol) + 1) << shift
        words.append(word)
      }
    }
    words.sort()
    levels = [Level](repeating: Level(), count: order + 1)
    levels[0].symbols = [0]
    levels[0].counts = [UInt32(total)]
    levels[0].firstChildren = [0]
    var last: UInt64 = 0
    for word in words {
      let difference = word ^ last
      let common = order - (64 - difference.leadingZeroBitCount + 7) / 8
      for length in 1..<(order + 1) {
        let symbol = UInt8(truncatingIfNeeded: word >> UInt64(8 * (order - length)))
        guard symbol != 0 else { break }
        if length > common {
          levels[length].symbols.append(symbol - 1)
          levels[length].counts.append(0)
          levels[length].parents.append(UInt32(levels[length - 1].symbols.count - 1))
          if length < order { levels[length].firstChildren.append(UInt32(levels[length + 1].symbols.count)) }
        }
        levels[length].counts[levels[length].counts.count - 1] += 1
      }
      last = word
    }
    for length in 0..<order { levels[length].firstChildren.append(UInt32(levels[length + 1].symbols.count)) }
    for node in levels[1].counts.indices { levels[1].counts[node] -= 1 }
    levels[1].suffixes = [UInt32](repeating: 0, count: levels[1].symbols.count)
    for length in 1..<order { linkSuffixes(of: length + 1) }
  }

  /// Finds the suffixes of a level's nodes: what ends a sequence follows its parent's suffix.
  private mutating func linkSuffixes(of length: Int) {
    var suffixes = [UInt32](repeating: 0, count: levels[length].symbols.count)
    for parent in levels[length - 1].symbols.indices {
      var candidate = levels[length - 2].children(of: Int(levels[length - 1].suffixes[parent])).lowerBound
      for node in levels[length - 1].children(of: parent) {
        while levels[length - 1].symbols[candidate] != levels[length].symbols[node] { candidate += 1 }
        suffixes[node] = UInt32(candidate)
      }
    }
    levels[length].suffixes = suffixes
  }
}

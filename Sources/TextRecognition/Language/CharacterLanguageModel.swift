import Foundation

/// How probable characters are after one another: an n-gram model of a language's characters.
///
/// Text is a sequence of characters in which a run of white space, line ends among it, is one space. The model is soft
/// where print is: all digits are alike to it, so are straight and curly quotation marks, and text in capitals is
/// judged by the small letters' n-grams too. It is immutable and may be used by several threads at once.
public struct CharacterLanguageModel: Sendable, Equatable {
  /// What the model remembers of the characters so far.
  ///
  /// Equal states give equal scores to all that follows, so a beam may keep the better of two.
  public struct State: Sendable, Hashable {
    /// The end of the text that the model tells apart from others.
    var context: UInt32
    /// The same of the text in small letters.
    var smallContext: UInt32
    /// How the last letters were set.
    var capitals: Capitals
    /// Whether the last character is a space.
    var isAfterSpace: Bool
  }

  /// How it was made, a value a name.
  public let record: [String: String]
  /// Symbols that an n-gram has at most.
  public let order: Int
  let alphabet: LanguageAlphabet
  let table: LanguageTable
  /// The state before the first character of a text; the text is taken to begin a word.
  public let start: State

  init(alphabet: LanguageAlphabet, table: LanguageTable, order: Int, record: [String: String]) {
    self.alphabet = alphabet
    self.table = table
    self.order = order
    self.record = record
    let context = table.context(after: LanguageTable.root, alphabet.space)
    start = State(context: context, smallContext: context, capitals: .none, isAfterSpace: true)
  }

  /// The characters the model knows, in rising order.
  public var characters: [Unicode.Scalar] { alphabet.members.compactMap { Unicode.Scalar($0.scalar) } }

  /// The n-grams of the model.
  public var entryCount: Int { table.symbols.count }

  /// The natural logarithm of a character's probability after what came before, and the state after it.
  ///
  /// White space of any kind is a space, and after a space it costs nothing and changes nothing. The probabilities of
  /// all ``characters`` and of the unknown sum to 1 within their rounding; an unknown character has 1/256 of the unknown's.
  public func score(_ scalar: Unicode.Scalar, after state: State) -> (logProbability: Float, state: State) {
    var scalar = scalar
    if scalar.isSpace {
      if state.isAfterSpace { return (0, state) }
      scalar = " "
    }
    let (symbol, logShare) = alphabet.symbol(of: scalar, afterSpace: state.isAfterSpace)
    let small = alphabet.small[Int(symbol)]
    let capital = alphabet.capital[Int(symbol)]
    let plain = table.score(symbol, after: state.context)
    var logProbability = plain.logProbability
    let smallContext: UInt32
    let weight = state.capitals.weight
    if weight > 0 {
      let lowered = table.score(small, after: state.smallContext)
      var inCapitals = exp(lowered.logProbability)
      if small != capital {
        inCapitals += exp(table.score(capital, after: state.smallContext).logProbability)
        inCapitals *= symbol == capital ? Capitals.share : 1 - Capitals.share
      }
      let mixture = (1 - weight) * exp(logProbability) + weight * inCapitals
      // What is too improbable for a float has some logarithm still.
      logProbability = log(min(max(mixture, .leastNormalMagnitude), 1))
      smallContext = lowered.context
    } else if symbol == small, state.smallContext == state.context {
      smallContext = plain.context
    } else {
      smallContext = table.context(after: state.smallContext, small)
    }
    let next = State(
      context: plain.context, smallContext: smallContext,
      capitals: state.capitals.after(small == capital ? .other : symbol == capital ? .capital : .small),
      isAfterSpace: symbol == alphabet.space)
    return (logProbability + logShare, next)
  }
}

extension Unicode.Scalar {
  /// Whether the character is white space of any kind.
  @inline(__always) var isSpace: Bool {
    // Most text is printable ASCII, which is told without a look into Unicode's tables.
    if (0x21...0x7E).contains(value) { return false }
    return value == 0x20 || properties.isWhitespace
  }
}

import Foundation

extension CharacterLanguageModel {
  /// What a model makes of a text.
  public struct Evaluation: Sendable, Equatable {
    /// Characters of the text, runs of white space being one.
    public var characters = 0
    /// The natural logarithm of its probability.
    public var logProbability = 0.0

    /// Bits that a character takes on average; 0 of no text.
    public var bitsPerCharacter: Double {
      characters == 0 ? 0 : -logProbability / (Double(characters) * log(2))
    }

    /// Adds what the model makes of another text.
    public static func += (sum: inout Evaluation, other: Evaluation) {
      sum.characters += other.characters
      sum.logProbability += other.logProbability
    }
  }

  /// Goes through a text from its beginning.
  public func evaluate(_ text: some Sequence<Unicode.Scalar>) -> Evaluation {
    var evaluation = Evaluation()
    var state = start
    for scalar in text {
      if state.isAfterSpace, scalar.isSpace { continue }
      let result = score(scalar, after: state)
      evaluation.characters += 1
      evaluation.logProbability += Double(result.logProbability)
      state = result.state
    }
    return evaluation
  }
}

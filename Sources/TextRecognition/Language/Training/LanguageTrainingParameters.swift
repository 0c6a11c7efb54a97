import PipelineEngine

/// What a pipeline file sets for the training of a language model.
public struct LanguageTrainingParameters: StageParameters, Equatable {
  /// Files and folders of texts to train on.
  public var texts: [String] = []
  /// Files and folders of texts to judge by.
  public var heldOut: [String] = []
  /// The share of every text that is kept to judge by.
  public var heldOutShare = 0.0
  /// What the texts are.
  public var source = ""
  /// Characters to train on.
  public var characters: Int?
  /// Symbols that an n-gram has at most.
  public var order = 6
  /// How probability is kept for what training has not seen.
  public var smoothing = Smoothing.wittenBell
  /// Bytes that n-grams may take.
  public var size = 1_100_000
  /// How often a character must occur to be known.
  public var smallestCount = 20
  /// The language file to write.
  public var output = ""

  /// The defaults.
  public init() {}

  /// The documentation of every key.
  public static var documentation: [ParameterDocumentation] {
    [
      ParameterDocumentation("texts", "list of UTF-8 text files, and of folders of *.txt files, to train on"),
      ParameterDocumentation("heldOut", "list of text files and folders that the model is judged by"),
      ParameterDocumentation("heldOutShare", "share of every text of 'texts', its end, that is kept to judge by"),
      ParameterDocumentation("source", "what the texts are, in words; goes into the record of the model"),
      ParameterDocumentation("characters", "characters to train on, from the first text on; all without it"),
      ParameterDocumentation("order", "symbols that an n-gram has at most, 1 to \(NGramCounts.largestOrder)"),
      ParameterDocumentation(
        "smoothing", "how probability is kept for what training has not seen",
        values: Smoothing.allCases.map(\.rawValue)),
      ParameterDocumentation("size", "bytes that n-grams may take, the least informative going first; 0 for no limit"),
      ParameterDocumentation(
        "smallestCount", "how often a character other than those of Latin-1 and typography must occur to be known"),
      ParameterDocumentation("output", "language file to write"),
    ]
  }

  /// Refuses values that make no sense.
  func check() throws(ParameterError) {
    if texts.isEmpty { throw ParameterError("texts", "must name a file or folder, but is empty") }
    if output.isEmpty { throw ParameterError("output", "must be given, but is empty") }
    guard (1...NGramCounts.largestOrder).contains(order) else {
      throw ParameterError("order", "must be from 1 to \(NGramCounts.largestOrder), not \(order)")
    }
    guard (0...0.9).contains(heldOutShare) else {
      throw ParameterError("heldOutShare", "must be from 0 to 0.9, not \(heldOutShare)")
    }
    guard size == 0 || size >= Self.smallestSize else {
      throw ParameterError("size", "must be 0 or at least \(Self.smallestSize), not \(size)")
    }
    for (key, value) in [("smallestCount", smallestCount), ("characters", characters ?? 1)] where value < 1 {
      throw ParameterError(key, "must be at least 1, not \(value)")
    }
  }

  /// Room for single characters, which are never left out.
  private static let smallestSize = 2000
}

import TextTables

/// How far a text is from what it should be.
public struct TextErrors: Sendable, Equatable {
  /// Characters or words that have to be inserted, removed or replaced.
  public var edits = 0
  /// Characters or words of the truth.
  public var length = 0

  /// The error rate; of an empty truth it is 0, or 1 where something was read.
  public var rate: Double { length > 0 ? Double(edits) / Double(length) : edits > 0 ? 1 : 0 }

  static func + (left: TextErrors, right: TextErrors) -> TextErrors {
    TextErrors(edits: left.edits + right.edits, length: left.length + right.length)
  }
}

/// The errors in the text of one page.
public struct PageTextErrors: Sendable, Equatable {
  /// The document's relative path; `#N` follows for pages after the first.
  public let page: String
  /// The errors in Unicode scalars, white space counted as one blank.
  public let characters: TextErrors
  /// The errors in words.
  public let words: TextErrors

  /// Compares what was read with what is there.
  public init(page: String, reading: String, truth: String) {
    self.page = page
    let reading = Self.words(of: reading)
    let truth = Self.words(of: truth)
    words = TextErrors(edits: editDistance(truth, reading), length: truth.count)
    let scalars = [truth, reading].map { Array($0.joined(separator: " ").unicodeScalars) }
    characters = TextErrors(edits: editDistance(scalars[0], scalars[1]), length: scalars[0].count)
  }

  /// The heads of the columns of the file of errors.
  static let heads = ["page", "characters", "character_errors", "cer", "words", "word_errors", "wer"]

  /// The cells of the file of errors.
  var cells: [String] {
    [csvField(page)]
      + [characters, words].flatMap { ["\($0.length)", "\($0.edits)", decimals($0.rate, 6)] }
  }

  /// The runs of scalars that are not white space.
  private static func words(of text: String) -> [String] {
    text.unicodeScalars.split { $0.properties.isWhitespace }.map { String($0) }
  }
}

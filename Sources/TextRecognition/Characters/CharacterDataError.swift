import PipelineEngine

/// Images, labels or lists of characters that cannot be used.
public struct CharacterDataError: ExitStatusError, CustomStringConvertible, Equatable {
  /// One sentence that names the file and what is wrong with it.
  public let description: String
  /// The data are bad.
  public var status: ExitStatus { .badPage }

  /// Makes the error.
  public init(_ description: String) { self.description = description }
}

import PipelineEngine

/// A file that is no language model, or a damaged one.
public struct LanguageFileError: ExitStatusError, CustomStringConvertible, Sendable, Equatable {
  /// The file, as the user named it.
  public let file: String
  /// What is wrong with it.
  public let reason: String
  /// ``ExitStatus/badPage``.
  public var status: ExitStatus { .badPage }

  /// One sentence that names the file, what is wrong and the remedy.
  public var description: String {
    "\(file) is not a usable language model: \(reason); 'cleanpage train' with the stage 'train-language' makes one"
  }
}

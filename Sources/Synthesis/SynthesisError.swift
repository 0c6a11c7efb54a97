import PipelineEngine

/// Material that pages cannot be made of.
public struct SynthesisError: ExitStatusError, CustomStringConvertible, Equatable {
  /// One sentence that names the file or option, the value and what would be right.
  public let description: String
  /// 64 for a wrong list or option, 65 for a bad file, 66 for what is missing.
  public let status: ExitStatus

  /// Makes the error.
  public init(_ description: String, status: ExitStatus) {
    self.description = description
    self.status = status
  }
}

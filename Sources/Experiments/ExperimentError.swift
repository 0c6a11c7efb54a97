import PipelineEngine

/// An experiment that cannot be run.
public struct ExperimentError: ExitStatusError, CustomStringConvertible, Equatable {
  /// One sentence that names what is wrong and the remedy.
  public let description: String
  /// Bad data unless said otherwise.
  public let status: ExitStatus

  /// Makes the error.
  init(_ description: String, status: ExitStatus = .badPage) {
    self.description = description
    self.status = status
  }
}

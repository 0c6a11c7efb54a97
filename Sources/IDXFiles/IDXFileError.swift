import PipelineEngine

/// A file that is not the IDX file it should be.
public struct IDXFileError: ExitStatusError, CustomStringConvertible, Equatable {
  /// One sentence that names the file and what is wrong with it.
  public let description: String
  /// The data are bad.
  public var status: ExitStatus { .badPage }

  /// Makes the error.
  ///
  /// - Parameter reason: What is wrong, without the file's name.
  public init(_ path: String, _ reason: String) { description = "\(path): \(reason)" }
}

import PipelineEngine

/// A recipe or a name of a degradation that cannot be used.
public struct DegradationError: ExitStatusError, CustomStringConvertible, Equatable {
  /// One sentence with the file, the value and the remedy.
  public let description: String
  /// The command line or a file is wrong, unless a file is missing.
  public let status: ExitStatus

  init(_ description: String, status: ExitStatus = .usage) {
    self.description = description
    self.status = status
  }

  /// There is no degradation of that name.
  static func unknown(_ name: String) -> DegradationError {
    let names = Degradations.all.map { $0.name }
    return DegradationError(
      "there is no degradation '\(name)'" + suggestion(for: name, among: names, called: "degradations"))
  }
}

import Yams

/// What is wrong with a pipeline file, and where.
public struct PipelineFileError: ExitStatusError, CustomStringConvertible, Sendable {
  /// The file, as the user named it.
  public let file: String
  /// The line, from 1, where it is known.
  public let line: Int?
  /// The column, from 1, where it is known.
  public let column: Int?
  /// What is wrong and what would be right.
  public let reason: String
  /// ``ExitStatus/usage``, or ``ExitStatus/missingInput`` when a file does not exist.
  public let status: ExitStatus

  init(file: String, mark: Mark?, reason: String, status: ExitStatus = .usage) {
    self.file = file
    line = mark?.line
    column = mark?.column
    self.reason = reason
    self.status = status
  }

  /// `file:line:column: reason`.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(reason)"
  }
}

/// A wrong command line.
public struct UsageError: ExitStatusError, CustomStringConvertible, Sendable {
  /// What is wrong and what would be right.
  public let description: String
  /// ``ExitStatus/usage``.
  public var status: ExitStatus { .usage }

  /// Makes the error.
  public init(_ description: String) {
    self.description = description
  }
}

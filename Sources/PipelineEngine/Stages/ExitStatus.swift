/// The exit codes of the command, after sysexits.
public enum ExitStatus: Int32, Sendable, Comparable {
  /// All done.
  case success = 0
  /// The command line or a pipeline file is wrong.
  case usage = 64
  /// A page or document was bad.
  case badPage = 65
  /// An input does not exist or cannot be opened.
  case missingInput = 66
  /// The program itself failed.
  case software = 70
  /// An output cannot be created.
  case cannotCreate = 73
  /// Reading or writing failed.
  case inputOutput = 74
  /// Stopped by Ctrl-C.
  case interrupted = 130

  /// Ordered by code.
  public static func < (left: ExitStatus, right: ExitStatus) -> Bool { left.rawValue < right.rawValue }
}

/// An error that knows which exit code it ends the command with.
public protocol ExitStatusError: Error {
  /// The exit code.
  var status: ExitStatus { get }
}

/// The exit codes of the command, after sysexits.
///
/// Two more come from below: 69 from `CProcessor`, which refuses a processor that is too old before any Swift code
/// runs, and 128 + the signal's number (143 for SIGTERM) from ``Interruption``.
public enum ExitStatus: Int32, Sendable {
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
}

/// An error that knows which exit code it ends the command with.
public protocol ExitStatusError: Error {
  /// The exit code.
  var status: ExitStatus { get }
}

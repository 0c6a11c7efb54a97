import Foundation

/// A file or stream that cannot be opened, read, created or written.
public struct FileError: ExitStatusError, CustomStringConvertible, Sendable {
  /// The file, as the user named it.
  public let path: String
  /// What went wrong, without the file's name.
  public let reason: String
  /// 66 for what cannot be opened, 73 for what cannot be created, 74 for what cannot be read or written; 65 for what is
  /// too large and 64 for names that contradict each other.
  public let status: ExitStatus
  /// The operating system's error number, or 0.
  public let code: Int32

  /// Makes the error.
  ///
  /// - Parameters:
  ///   - path: The file, as the user named it.
  ///   - reason: What is wrong and what to do, without the file's name.
  ///   - status: The exit code it leads to.
  ///   - code: The operating system's error number, where there is one.
  public init(_ path: String, _ reason: String, status: ExitStatus, code: Int32 = 0) {
    self.path = path
    self.reason = reason
    self.status = status
    self.code = code
  }

  /// Whether every further output would fail as well: the reader of a pipe has gone, or the disk is full.
  var stopsTheRun: Bool { code == EPIPE || code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}

/// The operating system's words for an error number, lower case.
func systemMessage(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}

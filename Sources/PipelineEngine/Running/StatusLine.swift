import Foundation
import Synchronization

/// Standard error with one line that is redrawn in place on a terminal.
public final class StatusLine: Sendable {
  /// Standard error.
  public static let standard = StatusLine()

  /// Whether standard error is a terminal.
  public let isTerminal = isatty(STDERR_FILENO) == 1
  private let shown = Mutex("")

  /// Draws the line; nothing where standard error is no terminal.
  public func show(_ text: String) {
    guard isTerminal else { return }
    shown.withLock { shown in
      guard shown != text else { return }
      shown = text
      Self.put("\r\(text)\u{1B}[K")
    }
  }

  /// Removes the line.
  public func clear() {
    shown.withLock { shown in
      guard !shown.isEmpty else { return }
      shown = ""
      Self.put("\r\u{1B}[K")
    }
  }

  /// Writes a line above it.
  public func message(_ text: String) {
    shown.withLock { shown in
      Self.put(shown.isEmpty ? text + "\n" : "\r\u{1B}[K\(text)\n\(shown)")
    }
  }

  private static func put(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      // Nobody can be told when standard error itself fails.
      _ = try? writeAll(UnsafeRawBufferPointer(bytes), to: STDERR_FILENO, name: "standard error")
    }
  }
}

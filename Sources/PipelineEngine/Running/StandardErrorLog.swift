import Logging

/// Writes log messages to standard error, a line each.
public struct StandardErrorLog: LogHandler {
  /// Messages below this level are left out.
  public var logLevel: Logger.Level
  /// Values added to every message.
  public var metadata: Logger.Metadata = [:]

  /// Makes a handler.
  public init(level: Logger.Level) { logLevel = level }

  /// A value added to every message.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes a message.
  public func log(event: LogEvent) {
    let values = metadata.merging(event.metadata ?? [:]) { _, new in new }
    let suffix = values.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    StatusLine.standard.message("cleanpage: \(event.message)\(suffix)")
  }

  /// A logger that writes warnings; with `verbose` notes too, and with `quiet` neither.
  public static func logger(verbose: Bool, quiet: Bool = false) -> Logger {
    Logger(label: "cleanpage") { _ in StandardErrorLog(level: quiet ? .error : verbose ? .info : .warning) }
  }
}

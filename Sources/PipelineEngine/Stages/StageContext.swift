import Foundation

/// What a stage is made with beside its parameters.
public struct StageContext: Sendable {
  /// Threads that computation inside a page may use.
  public var workers: Int
  /// The folder that relative paths in the pipeline file start from: the pipeline file's own folder, or `nil`
  /// (the current folder) for the pipelines inside the program.
  public var baseDirectory: String?
  /// Whether a stage before this one reads the text of pages; known for the last stage.
  public var readsText = false
  /// Whether the results of all documents go one after the other to standard output, as one result.
  public var joinsDocuments = false

  /// Makes a context.
  public init(workers: Int, baseDirectory: String? = nil) {
    self.workers = max(1, workers)
    self.baseDirectory = baseDirectory
  }

  /// The path that a path in the pipeline file means: itself when absolute, otherwise below
  /// ``baseDirectory``. `~/` is the home folder.
  public func resolve(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      return home + path.dropFirst(1)
    }
    guard let base = baseDirectory, !base.isEmpty else { return path }
    return base + "/" + path
  }
}

/// The absolute path of a path that starts from the current folder.
public func absolutePath(_ path: String) -> String {
  path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
}

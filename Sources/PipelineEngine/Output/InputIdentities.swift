/// Which files a run reads, so that none of them is lost to the result of another.
struct InputIdentities: Sendable {
  private var files: Set<FileIdentity> = []
  private var folders: Set<FileIdentity> = []
  /// The folder of the results, whose content is not read even where it lies in an input folder.
  private let results: FileIdentity?

  /// Looks at the inputs of a command line.
  init(_ inputs: [InputDocuments.Input], results: String?) {
    for input in inputs {
      switch input {
      case .file(let path): if let file = FileIdentity(path) { files.insert(file) }
      case .folder(let path): if let folder = FileIdentity(path) { folders.insert(folder) }
      case .standardInput: break
      }
    }
    self.results = results.flatMap(FileIdentity.init)
  }

  /// Whether an existing file is a named input or lies below an input folder.
  func contain(_ file: FileIdentity, at path: String) -> Bool {
    if files.contains(file) { return true }
    guard !folders.isEmpty else { return false }
    var folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    var last: FileIdentity?
    // Up to the root, whose parent is itself.
    while let identity = FileIdentity(folder), identity != last {
      if folders.contains(identity) { return true }
      if identity == results { return false }
      last = identity
      folder += "../"
    }
    return false
  }
}

import Foundation
import ImageFiles
import Synchronization

/// A document that has not been read yet.
public struct InputDocument: Sendable, Equatable {
  /// Where the bytes are.
  public enum Source: Sendable, Equatable {
    case file(path: String)
    case standardInput
    /// Something below an input folder that cannot be looked at, such as a folder without permission: loading it fails
    /// with the operating system's error number, so that it is reported like a file that cannot be read.
    case unreadable(path: String, code: Int32)
  }

  /// Where the bytes are.
  public let source: Source
  /// The path below the input folder it was found in; its file name when it was named itself. In a run over
  /// several inputs, a folder's own name comes first.
  public let relativePath: String

  /// The name in messages.
  public var name: String {
    switch source {
    case .file(let path), .unreadable(let path, _): path
    case .standardInput: "standard input"
    }
  }

  /// The file that the document is, where it is one.
  var identity: FileIdentity? {
    guard case .file(let path) = source else { return nil }
    return FileIdentity(path)
  }

  /// Why the document cannot be loaded, as far as that is known beforehand.
  var problem: FileError? {
    guard case .unreadable(let path, let code) = source else { return nil }
    let reason = code == EILSEQ ? "has a name that is not UTF-8; rename it" : "cannot be read: \(systemMessage(code))"
    return FileError(path, reason, status: .missingInput, code: code)
  }

  /// Bytes of the file, 0 when they are not known before reading.
  func size() -> Int {
    guard case .file(let path) = source else { return 0 }
    var information = stat()
    return stat(path, &information) == 0 ? Int(information.st_size) : 0
  }

  /// Reads the whole document; one that begins like no image is refused before the rest of it is read.
  ///
  /// - Parameter limit: Bytes above which the document is refused; half of the machine's memory unless given.
  /// - Throws: ``FileError``, or `ImageFileError` for a document that is no image.
  public func load(limit: Int? = nil) throws -> Document {
    if let problem { throw problem }
    let stream =
      switch source {
      case .file(let path), .unreadable(let path, _): try ByteStream(path: path)
      case .standardInput: ByteStream(descriptor: STDIN_FILENO, name: name)
      }
    let bytes = try stream.readImage(limit: limit ?? MemoryBudget.defaultCapacity)
    return Document(name: name, relativePath: relativePath, bytes: bytes)
  }
}

/// The documents that the inputs of a command line mean: the files, and the images in the folders, recursively.
///
/// Folders are walked as documents are asked for, a folder's entries sorted by name, so that memory depends on
/// the largest folder and not on the number of documents. In folders, hidden entries and links to folders are left out,
/// and files that are neither named nor begin like an image, which are counted. What cannot be read, be it a folder, a link
/// to nothing with the name of an image, or an entry whose name is not UTF-8, is given as a document that cannot be loaded.
public struct InputDocuments: Sequence, Sendable {
  /// A file or folder of the command line.
  public enum Input: Sendable, Equatable {
    case file(path: String)
    case folder(path: String)
    case standardInput
  }

  /// The inputs, in order.
  public let inputs: [Input]
  /// A folder that is not walked into: the one the results go to.
  public var excludedFolder: String?
  private let others = FileCount()

  /// How many files the last walk has left out so far, as they are no images.
  public var leftOut: Int { others.value }

  /// Looks at the inputs of a command line: paths, or `-` for standard input.
  ///
  /// - Throws: ``FileError`` 66 for the first that does not exist.
  public init(_ arguments: [String]) throws(FileError) {
    var inputs: [Input] = []
    for argument in arguments {
      if argument == "-" {
        inputs.append(.standardInput)
        continue
      }
      var information = stat()
      guard stat(argument, &information) == 0 else {
        let code = errno
        throw FileError(argument, "cannot be read: \(systemMessage(code))", status: .missingInput, code: code)
      }
      let isFolder = information.st_mode & S_IFMT == S_IFDIR
      inputs.append(isFolder ? .folder(path: argument) : .file(path: argument))
    }
    self.inputs = inputs
  }

  /// Whether the inputs may mean more than one document.
  public var areMany: Bool {
    if inputs.count > 1 { return true }
    if case .folder? = inputs.first { return true }
    return false
  }

  /// Walks the inputs.
  public func makeIterator() -> Iterator {
    others.reset()
    return Iterator(self)
  }

  /// Walks the inputs.
  public struct Iterator: IteratorProtocol {
    private var inputs: ArraySlice<Input>
    private let namesFolders: Bool
    private let excluded: FileIdentity?
    private let others: FileCount
    /// Entries still to be visited, the next last.
    private var pending: [Entry] = []

    private struct Entry {
      /// Absolute or as typed; what is no UTF-8 in it is replaced.
      var path: String
      var relativePath: String
      /// Whether the name is UTF-8, so that the path leads to the entry.
      var isReachable: Bool
    }

    init(_ documents: InputDocuments) {
      inputs = documents.inputs[...]
      namesFolders = documents.inputs.count > 1
      excluded = documents.excludedFolder.flatMap(FileIdentity.init)
      others = documents.others
    }

    /// The next document.
    public mutating func next() -> InputDocument? {
      while true {
        if let entry = pending.popLast() {
          if let document = visit(entry) { return document }
          continue
        }
        guard let input = inputs.popFirst() else { return nil }
        switch input {
        case .standardInput:
          return InputDocument(source: .standardInput, relativePath: "standard-input")
        case .file(let path):
          return InputDocument(source: .file(path: path), relativePath: lastComponent(path))
        case .folder(let path):
          let name = lastComponent(path)
          let prefix = namesFolders && name != "." && name != ".." ? name + "/" : ""
          if let problem = push(path.hasSuffix("/") ? path : path + "/", prefix) {
            return InputDocument(source: .unreadable(path: path, code: problem), relativePath: name)
          }
        }
      }
    }

    private mutating func visit(_ entry: Entry) -> InputDocument? {
      guard entry.isReachable else { return unreadable(entry, EILSEQ) }
      var information = stat()
      guard lstat(entry.path, &information) == 0 else { return unreadable(entry, errno) }
      if information.st_mode & S_IFMT == S_IFDIR {
        guard FileIdentity(information) != excluded else { return nil }
        return push(entry.path + "/", entry.relativePath + "/").flatMap { unreadable(entry, $0) }
      }
      if information.st_mode & S_IFMT == S_IFLNK, stat(entry.path, &information) != 0 {
        guard isNamedAsImage(entry.path) else { return nil }
        return InputDocument(source: .file(path: entry.path), relativePath: entry.relativePath)
      }
      guard information.st_mode & S_IFMT == S_IFREG else { return nil }
      guard looksLikeImage(entry.path) else {
        others.add()
        return nil
      }
      return InputDocument(source: .file(path: entry.path), relativePath: entry.relativePath)
    }

    /// What has been removed since its folder was read is no document any more.
    private func unreadable(_ entry: Entry, _ code: Int32) -> InputDocument? {
      guard code != ENOENT else { return nil }
      return InputDocument(source: .unreadable(path: entry.path, code: code), relativePath: entry.relativePath)
    }

    /// Makes a folder's entries the next to be visited.
    ///
    /// - Returns: The operating system's error number when the folder cannot be read.
    private mutating func push(_ folder: String, _ prefix: String) -> Int32? {
      guard let directory = opendir(folder) else { return errno }
      defer { closedir(directory) }
      var entries: [Entry] = []
      while let entry = readdir(directory) {
        let (name, isUTF8) = withUnsafePointer(to: entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
            (String(cString: $0), String(validatingCString: $0) != nil)
          }
        }
        if name.hasPrefix(".") { continue }
        entries.append(Entry(path: folder + name, relativePath: prefix + name, isReachable: isUTF8))
      }
      pending.append(contentsOf: entries.sorted { $0.path > $1.path })
      return nil
    }
  }
}

/// The part of a path after the last slash.
func lastComponent(_ path: String) -> String {
  path.split(separator: "/").last.map(String.init) ?? path
}

/// What follows the last dot of a path's last component, in lower case; nothing where it has none.
public func fileExtension(of path: String) -> String {
  let name = lastComponent(path)
  return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
}

/// A path without the extension of its last component.
public func stem(of path: String) -> String {
  let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
  guard let dot = path[name...].lastIndex(of: "."), dot != name else { return path }
  return String(path[..<dot])
}

/// A count of files that walks from several threads add to.
private final class FileCount: Sendable {
  private let count = Atomic<Int>(0)
  var value: Int { count.load(ordering: .relaxed) }
  func add() { count.add(1, ordering: .relaxed) }
  func reset() { count.store(0, ordering: .relaxed) }
}

private func isNamedAsImage(_ path: String) -> Bool { ImageFormat(fileExtension: fileExtension(of: path)) != nil }

private func looksLikeImage(_ path: String) -> Bool {
  if isNamedAsImage(path) { return true }
  guard let beginning = try? ByteStream(path: path).beginning(ImageFormat.signatureLength) else { return false }
  return ImageFormat.sniff(beginning) != nil
}

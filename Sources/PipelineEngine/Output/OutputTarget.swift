import Foundation
import Synchronization

/// Where the results of a run go, and what happens to results that are there already.
public final class OutputTarget: Sendable {
  /// Where the results go.
  public enum Place: Sendable, Equatable {
    /// Standard output, for one document, or for the text of several.
    case standardOutput
    /// A file, for one document.
    case file(path: String)
    /// A folder, with the structure of the input folders.
    case folder(path: String)
    /// Nowhere: pages are measured, not written.
    case nowhere
  }

  /// What happens to a result that is there already.
  public enum Existing: Sendable, Equatable {
    case refuse, overwrite, skip
  }

  /// Where the results go.
  public let place: Place
  /// What happens to a result that is there already.
  public let existing: Existing
  private let outputName: @Sendable (String) -> String
  private let companionExtension: String?
  /// What is read, as it was before the run.
  private let inputs: InputIdentities
  /// The documents whose results have been given a path, so that two do not end up in one file.
  private let claims = Mutex<[String: String]>([:])
  private let folders = Mutex<Set<String>>([])

  /// Makes a target.
  ///
  /// - Parameters:
  ///   - documents: What is read, so that no input is lost when the results go to the same folder.
  ///   - companionExtension: The extension of a second file beside each result, as the pipeline gives it.
  ///   - outputName: The file name of a result for a document's file name, as the pipeline gives it.
  public init(
    _ place: Place, existing: Existing = .refuse, documents: InputDocuments? = nil,
    companionExtension: String? = nil, outputName: @escaping @Sendable (_ name: String) -> String = { $0 }
  ) {
    self.place = place
    self.existing = existing
    self.companionExtension = companionExtension
    self.outputName = outputName
    var results: String?
    if case .folder(let path) = place { results = path }
    inputs = InputIdentities(documents?.inputs ?? [], results: results)
  }

  /// The place that `-o` and the inputs mean.
  ///
  /// - Parameters:
  ///   - output: The value of `-o`; `-`, or none for a single document, is standard output. A folder when
  ///   the inputs are many, when it exists as one, or when it ends in a slash.
  ///   - joins: Whether several documents may go to standard output, one after the other.
  /// - Throws: ``UsageError`` for many documents without a folder to put them in.
  public static func place(output: String?, for documents: InputDocuments, joins: Bool = false) throws -> Place {
    guard let output, output != "-" else {
      guard !documents.areMany || joins else {
        throw UsageError("several pages need a folder to go to; name one with -o FOLDER")
      }
      return .standardOutput
    }
    var information = stat()
    let exists = stat(output, &information) == 0
    let isFolder = exists && information.st_mode & S_IFMT == S_IFDIR
    if documents.areMany, exists, !isFolder {
      throw FileError(output, "is a file, where a folder for several pages is needed", status: .cannotCreate)
    }
    let isNamedAsFolder = isFolder || output.hasSuffix("/")
    return documents.areMany || isNamedAsFolder ? .folder(path: output) : .file(path: output)
  }

  /// The path of a document's result, or `nil` for standard output and nowhere.
  public func path(for document: InputDocument) -> String? {
    switch place {
    case .standardOutput, .nowhere: return nil
    case .file(let path): return path
    case .folder(let folder):
      let relative = document.relativePath
      let name = relative.lastIndex(of: "/").map { relative.index(after: $0) } ?? relative.startIndex
      let separator = folder.hasSuffix("/") ? "" : "/"
      return folder + separator + relative[..<name] + outputName(String(relative[name...]))
    }
  }

  /// The paths of a document's result and of what is written beside it.
  private func paths(for document: InputDocument) -> [String] {
    guard let path = path(for: document) else { return [] }
    return [path] + (companionExtension.map { [replacingImageExtension(of: path, with: $0)] } ?? [])
  }

  /// Looks, before anything is read, whether the folder of the results can be written to.
  ///
  /// - Throws: ``FileError`` 73 where neither it nor the nearest folder above that exists can.
  public func checkFolder() throws(FileError) {
    guard case .folder(let path) = place else { return }
    var folder = path.hasPrefix("/") ? path : "./" + path
    while access(folder, F_OK) != 0, errno == ENOENT, let slash = folder.dropLast().lastIndex(of: "/") {
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    guard access(folder, W_OK | X_OK) != 0 else { return }
    let code = errno
    throw FileError(path, "cannot be written to: \(systemMessage(code))", status: .cannotCreate, code: code)
  }

  /// Looks, before anything is read, whether a result is there already.
  ///
  /// - Throws: ``FileError`` 73 for the first one, unless existing results are overwritten or skipped.
  public func checkExisting(_ documents: InputDocuments) throws {
    guard existing == .refuse else { return }
    switch place {
    case .standardOutput, .nowhere: return
    case .folder(let path): guard access(path, F_OK) == 0 else { return }
    case .file: break
    }
    for document in documents {
      if let path = paths(for: document).first(where: isRegularFile) { throw alreadyThere(path) }
    }
  }

  /// Reserves the paths of a document's result and of what is written beside it.
  ///
  /// - Returns: `false` when all were there before the run and are to be skipped.
  /// - Throws: ``FileError`` 73 when another document of this run has the same result, or the result is another input.
  func claim(_ document: InputDocument) throws -> Bool {
    let paths = paths(for: document)
    guard !paths.isEmpty, document.problem == nil else { return true }
    let areThere = paths.allSatisfy(isRegularFile)
    for path in paths { try reserve(path, for: document) }
    return !(existing == .skip && areThere)
  }

  /// Makes sure that a path is neither the result of another document nor another input.
  private func reserve(_ path: String, for document: InputDocument) throws(FileError) {
    func refuse(_ other: String?) throws(FileError) {
      guard let other else { return }
      throw FileError(
        document.name, "would be written to \(path), as \(other) is; rename one", status: .cannotCreate)
    }
    // What this run has written under the path is a result and no input any more, whatever was there before.
    try refuse(claims.withLock { $0[path] })
    if let result = FileIdentity(path), result != document.identity, inputs.contain(result, at: path) {
      throw FileError(
        document.name, "would be written over \(path), which is an input as well; use another folder",
        status: .cannotCreate)
    }
    try refuse(
      claims.withLock { claims in
        if let other = claims[path] { return other }
        claims[path] = document.name
        return nil
      })
  }

  /// Writes a finished file of a document.
  func write(_ file: EncodedFile, of document: InputDocument) throws {
    guard let path = path(for: document) else {
      guard place == .standardOutput else { return }
      guard file.pageNumber == nil else {
        throw UsageError(
          "\(document.name) has several pages and its format holds one a file; "
            + "add --format tiff, or name a folder with -o FOLDER")
      }
      return try file.bytes.withUnsafeBytes { bytes in
        try writeAll(bytes, to: STDOUT_FILENO, name: "standard output")
      }
    }
    try makeFolder(of: path)
    guard let page = file.pageNumber else {
      let whole = file.fileExtension.map { replacingImageExtension(of: path, with: $0) } ?? path
      // Of a document that is skipped only in part, what is there stays.
      if existing == .skip, companionExtension != nil, isRegularFile(whole) { return }
      return try AtomicFile.write(file.bytes, to: whole, replacing: existing == .overwrite)
    }
    let base = stem(of: path)
    let numbered = "\(base)-\(page)\(path.dropFirst(base.count))"
    try reserve(numbered, for: document)
    if existing == .skip, isRegularFile(numbered) { return }
    try AtomicFile.write(file.bytes, to: numbered, replacing: existing == .overwrite)
  }

  private func makeFolder(of path: String) throws {
    guard case .folder = place, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    guard folders.withLock({ !$0.contains(folder) }) else { return }
    try createFolders(folder)
    folders.withLock { _ = $0.insert(folder) }
  }

  private func alreadyThere(_ path: String) -> FileError {
    FileError(
      path, "exists already; --overwrite replaces it, --skip-existing leaves it", status: .cannotCreate, code: EEXIST)
  }

  private func isRegularFile(_ path: String) -> Bool {
    var information = stat()
    return stat(path, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
  }
}

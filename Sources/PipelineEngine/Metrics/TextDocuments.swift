import Foundation

/// Texts to be compared: a file, or the files of a folder and the folders in it, by their path without extension.
public struct TextDocuments: Sendable {
  /// What a file of text is, by its extension.
  public enum Kind: String, CaseIterable, Sendable {
    /// Plain text in UTF-8, with a form feed between pages.
    case txt
    /// What `cleanpage synthesise` says of a page: an object whose `lines` have a `text` each.
    case json
  }

  /// The characters that a page may have: the time to compare two grows with the product of theirs.
  static let mostCharacters = 1_000_000

  /// The folder or file, as messages name it.
  public let path: String
  /// The files by their path below the folder without extension; by an empty one, a file that was named itself.
  let files: [String: String]

  /// Looks at a file or a folder.
  ///
  /// - Parameter kinds: The files of a folder that count.
  /// - Throws: ``FileError`` 66 when it does not exist, cannot be read or has no such file; 64 when two files differ in
  ///   their extension only.
  public init(_ path: String, kinds: [Kind]) throws(FileError) {
    self.path = path
    var information = stat()
    guard stat(path, &information) == 0 else {
      let code = errno
      throw FileError(path, "cannot be read: \(systemMessage(code))", status: .missingInput, code: code)
    }
    guard information.st_mode & S_IFMT == S_IFDIR else {
      files = ["": path]
      return
    }
    let extensions = kinds.map(\.rawValue)
    var files: [String: String] = [:]
    for name in try Self.names(below: path) where extensions.contains(fileExtension(of: name)) {
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      if let other = files.updateValue(file, forKey: stem(of: name)) {
        throw FileError(file, "and \(other) are both the text of '\(stem(of: name))'; keep one of them", status: .usage)
      }
    }
    guard !files.isEmpty else {
      let wanted = extensions.map { "." + $0 }.joined(separator: " or ")
      throw FileError(path, "holds no text; its files have to end in \(wanted)", status: .missingInput)
    }
    self.files = files
  }

  /// Whether it is one file that was named itself.
  var isFile: Bool { files[""] != nil }

  /// The text of each page of a file.
  ///
  /// - Throws: ``FileError``: 66 or 74 when it cannot be read, 65 when it is no text or has too many characters.
  static func pages(of file: String) throws(FileError) -> [String] {
    let bytes = try readTextFile(file)
    let pages =
      fileExtension(of: file) == Kind.json.rawValue
      ? [try truth(in: bytes, of: file)]
      : try plainText(bytes, of: file).split(separator: "\u{0C}", omittingEmptySubsequences: false).map { String($0) }
    for page in pages where page.unicodeScalars.count > mostCharacters {
      throw FileError(
        file, "has a page of \(page.unicodeScalars.count) characters; at most \(mostCharacters) can be compared",
        status: .badPage)
    }
    return pages
  }

  private static func plainText(_ bytes: [UInt8], of file: String) throws(FileError) -> String.UnicodeScalarView {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw FileError(file, "is not UTF-8 text", status: .badPage)
    }
    return text.unicodeScalars
  }

  private static func truth(in bytes: [UInt8], of file: String) throws(FileError) -> String {
    struct Truth: Decodable {
      struct Line: Decodable { let text: String }
      let lines: [Line]
    }
    guard let truth = try? JSONDecoder().decode(Truth.self, from: Data(bytes)) else {
      throw FileError(file, "is no truth of a page: an object whose 'lines' have a 'text' each", status: .badPage)
    }
    return truth.lines.map(\.text).joined(separator: "\n")
  }

  /// The relative paths of all files below a folder, hidden ones left out.
  private static func names(below folder: String) throws(FileError) -> [String] {
    var names: [String] = []
    for entry in try Result(catching: { try FileManager.default.contentsOfDirectory(atPath: folder) })
      .mapError({ _ in FileError(folder, "cannot be read as a folder", status: .missingInput) }).get()
    where !entry.hasPrefix(".") {
      var information = stat()
      let path = folder + "/" + entry
      guard lstat(path, &information) == 0 else { continue }
      if information.st_mode & S_IFMT == S_IFDIR {
        names += try Self.names(below: path).map { entry + "/" + $0 }
      } else {
        names.append(entry)
      }
    }
    return names
  }
}

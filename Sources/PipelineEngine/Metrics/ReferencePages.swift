import Foundation
import ImageFiles

/// The clean pages that results are compared with, found by the relative path of the page without its extension.
public struct ReferencePages: Sendable {
  private enum Place: Sendable {
    case file(String)
    case folder([String: String])
  }

  private let place: Place
  private let path: String
  private let limits: DecodingLimits

  /// Looks at a folder of references, or at the reference of a single page.
  ///
  /// - Throws: ``FileError`` 66 when it, or a folder in it, does not exist or cannot be read; 64 when two of its files
  ///   differ in their extension only.
  public init(_ path: String, limits: DecodingLimits = DecodingLimits()) throws(FileError) {
    self.path = path
    self.limits = limits
    let documents = try InputDocuments([path])
    guard case .folder? = documents.inputs.first else {
      place = .file(path)
      return
    }
    var paths: [String: String] = [:]
    for document in documents {
      if let problem = document.problem { throw problem }
      let name = stem(of: document.relativePath)
      if let other = paths.updateValue(document.name, forKey: name) {
        throw FileError(
          document.name, "and \(other) are both the reference of '\(name)'; keep one of them", status: .usage)
      }
    }
    place = .folder(paths)
  }

  /// The path of the reference of a document, if there is one.
  public func path(for relativePath: String) -> String? {
    switch place {
    case .file(let path): path
    case .folder(let paths): paths[stem(of: relativePath)]
    }
  }

  /// The pages of a document's reference.
  ///
  /// - Throws: ``FileError`` or `ImageFileError` when there is none that can be read.
  public func document(for relativePath: String) throws -> ReferenceDocument {
    guard let file = path(for: relativePath) else {
      throw FileError(path, "holds no page '\(stem(of: relativePath))'", status: .missingInput)
    }
    return try ReferenceDocument(file, limits: limits)
  }
}

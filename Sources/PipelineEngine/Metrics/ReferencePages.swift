import Foundation
import ImageFiles
import Imaging

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

  /// The gray plane of a page's reference.
  ///
  /// - Parameter page: The page in its document, from 1.
  /// - Throws: ``FileError`` or `ImageFileError` when there is none that can be read.
  public func image(for relativePath: String, page: Int) throws -> GrayImage {
    guard let file = path(for: relativePath) else {
      throw FileError(path, "holds no page '\(stem(of: relativePath))'", status: .missingInput)
    }
    let reader = try ImageReader(
      bytes: ByteStream(path: file).readImage(limit: MemoryBudget.defaultCapacity), name: file, limits: limits)
    for _ in 1..<max(1, page) { _ = try reader.nextPage() }
    guard let reference = try reader.nextPage() else {
      throw FileError(file, "has no page \(page)", status: .missingInput)
    }
    return GrayImage(reference.raster)
  }
}

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
  /// - Throws: ``FileError`` 66 when it does not exist.
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
      if case .file(let path) = document.source { paths[stem(of: document.relativePath)] = path }
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
    let reader = try ImageReader(bytes: readFile(file), name: file, limits: limits)
    for _ in 1..<max(1, page) { _ = try reader.nextPage() }
    guard let reference = try reader.nextPage() else {
      throw FileError(file, "has no page \(page)", status: .missingInput)
    }
    return GrayImage(reference.raster)
  }
}

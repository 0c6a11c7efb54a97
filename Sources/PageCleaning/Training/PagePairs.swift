import ImageFiles
import Imaging
import PipelineEngine

/// A noisy page and the clean page that it should become.
public struct PagePair: Sendable {
  /// The path below its folder without the extension, common to both.
  public let stem: String
  /// The page as scanned.
  public let noisy: GrayImage
  /// The page as it should be.
  public let clean: GrayImage

  /// Reads the pairs of two folders that a selection takes, in the order of their names, numbers by value.
  ///
  /// - Throws: ``TrainingDataError``, or a file's own error, where a folder has no pages, a page has no partner or
  ///   sizes differ.
  public static func read(noisy: String, clean: String, selection: PageSelection) throws -> [PagePair] {
    let references = try ReferencePages(clean)
    let documents = try InputDocuments([noisy]).filter { selection.contains($0.relativePath) }
    guard !documents.isEmpty else { throw TrainingDataError("\(noisy): the selection takes none of its pages") }
    return try documents.sorted { comesBefore($0.relativePath, $1.relativePath) }.map { document in
      guard let page = try ImageReader(bytes: document.load().bytes, name: document.name).nextPage() else {
        throw TrainingDataError("\(document.name): the file has no page")
      }
      let pair = PagePair(
        stem: PipelineEngine.stem(of: document.relativePath), noisy: GrayImage(page.raster),
        clean: try references.document(for: document.relativePath).page(1))
      guard pair.noisy.width == pair.clean.width, pair.noisy.height == pair.clean.height else {
        throw TrainingDataError(
          "\(document.name): \(pair.noisy.width)×\(pair.noisy.height) pixels, but its clean page has "
            + "\(pair.clean.width)×\(pair.clean.height)")
      }
      return pair
    }
  }
}

/// Training data that cannot be used.
public struct TrainingDataError: ExitStatusError, CustomStringConvertible {
  /// One sentence that names the file or folder.
  public let description: String
  /// The data are bad.
  public var status: ExitStatus { .badPage }

  init(_ description: String) { self.description = description }
}

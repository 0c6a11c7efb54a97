import ImageFiles
import Imaging
import PipelineEngine

/// Pictures of paper to lay under pages.
public enum PaperPictures {
  /// Reads files and all pictures of folders as gray planes, in the order of their names.
  ///
  /// Each is brightened until a twentieth of it is white: how bright paper is, is another matter than its pattern.
  /// - Throws: A file's own error where one cannot be read, and ``DegradationError`` where folders have none.
  public static func read(_ paths: [String]) throws -> [FloatImage] {
    guard !paths.isEmpty else { return [] }
    let documents = try InputDocuments(paths).sorted { comesBefore($0.relativePath, $1.relativePath) }
    let pictures = try documents.compactMap { document in
      try ImageReader(bytes: document.load().bytes, name: document.name).nextPage().map {
        FloatImage(GrayImage($0.raster).stretched(blackPercentile: 0, whitePercentile: 5))
      }
    }
    guard !pictures.isEmpty else {
      throw DegradationError("\(paths.joined(separator: ", ")): holds no pictures of paper", status: .missingInput)
    }
    return pictures
  }
}

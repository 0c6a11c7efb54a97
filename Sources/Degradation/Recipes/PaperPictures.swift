import ImageFiles
import Imaging
import PipelineEngine

/// Pictures of paper to lay under pages.
public enum PaperPictures {
  /// Reads all pictures of a folder, or one, as gray planes, in the order of their names.
  ///
  /// Each is brightened until a twentieth of it is white: how bright paper is, is another matter than its pattern.
  /// - Throws: A file's own error where one cannot be read, and ``DegradationError`` where there is none.
  public static func read(_ path: String) throws -> [FloatImage] {
    let documents = try InputDocuments([path]).sorted { comesBefore($0.relativePath, $1.relativePath) }
    let pictures = try documents.compactMap { document in
      try ImageReader(bytes: document.load().bytes, name: document.name).nextPage().map {
        FloatImage(GrayImage($0.raster).stretched(blackPercentile: 0, whitePercentile: 5))
      }
    }
    guard !pictures.isEmpty else {
      throw DegradationError("\(path): holds no pictures of paper", status: .missingInput)
    }
    return pictures
  }
}

import ImageFiles
import Imaging
import PipelineEngine

/// Image files whose pictures are set into pages.
public struct PictureFiles: Sendable {
  /// The files, sorted within each folder.
  let paths: [String]

  /// None.
  public init() { paths = [] }

  /// Finds image files.
  ///
  /// - Parameter paths: Files, and folders whose `.jpg`, `.jpeg` and `.png` files are taken, recursively.
  /// - Throws: ``SynthesisError`` where a path does not exist or there is no image.
  public init(_ paths: [String]) throws {
    self.paths = try materialFiles(paths, extensions: ["jpg", "jpeg", "png"])
    if !paths.isEmpty, self.paths.isEmpty {
      throw SynthesisError(
        "\(paths.joined(separator: ", ")): has no .jpg, .jpeg or .png picture", status: .missingInput)
    }
  }

  /// Reads one of the pictures.
  func picture(_ index: Int) throws -> Picture {
    let path = paths[index]
    guard let page = try ImageReader(bytes: readFile(path), name: path).nextPage() else {
      throw SynthesisError("\(path): has no picture", status: .badPage)
    }
    let image = GrayImage(page.raster)
    return Picture(width: image.width, height: image.height, samples: image.samples.map { Float($0) / 257 })
  }
}

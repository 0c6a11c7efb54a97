import ImageFiles
import Imaging
import Synchronization

/// The pages of one reference. Asked for in their order, each is decoded once.
public final class ReferenceDocument: Sendable {
  private struct Reading {
    let reader: ImageReader
    /// The page that is decoded next, from 1.
    var next = 1
  }

  private let file: String
  private let limits: DecodingLimits
  private let reading: Mutex<Reading>

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` or `ImageFileError` when it cannot be read.
  init(_ file: String, limits: DecodingLimits) throws {
    (self.file, self.limits) = (file, limits)
    reading = Mutex(try Self.reading(file, limits: limits))
  }

  private static func reading(_ file: String, limits: DecodingLimits) throws -> sending Reading {
    let bytes = try ByteStream(path: file).readImage(limit: MemoryBudget.defaultCapacity)
    return Reading(reader: try ImageReader(bytes: bytes, name: file, limits: limits))
  }

  /// The gray plane of a page.
  ///
  /// - Parameter number: The page, from 1.
  /// - Throws: ``FileError`` when there are fewer; `ImageFileError` when one up to it cannot be decoded.
  public func page(_ number: Int) throws -> GrayImage {
    let page = try reading.withLock { reading in
      if number < reading.next { reading = try Self.reading(file, limits: limits) }
      var page: GrayImage?
      while reading.next <= number {
        // The reader goes on behind a page that is damaged.
        reading.next += 1
        page = try reading.reader.nextPage().map { GrayImage($0.raster) }
      }
      return page
    }
    guard let page else { throw FileError(file, "has no page \(number)", status: .missingInput) }
    return page
  }
}

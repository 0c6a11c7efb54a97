import CImageCodecs
import Imaging

/// Reads the pages of an image file in memory, one after another.
///
/// The format is found from the content. Every page is decoded whole or refused: a file that is cut or
/// damaged gives an error, never half a page. The reader keeps the bytes of the file until the last page
/// has been read, and one page's raster is alive at a time unless the caller keeps more.
public final class ImageReader {
  /// The format, from the content.
  public let format: ImageFormat

  let name: String
  let limits: DecodingLimits
  private(set) var bytes: [UInt8]
  private(set) var pagesRead = 0
  /// The directories of a TIFF that hold pages; of the other formats nothing.
  private var directories: [TIFFDirectory] = []
  /// Where the next picture of a stream of PNGs or PNMs begins.
  private var position = 0

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - bytes: The whole file.
  ///   - name: What messages call it.
  ///   - limits: What a page may cost.
  /// - Throws: ``ImageFileError`` of kind `empty` or `unknownFormat`; for a TIFF also where its chain of
  ///   directories is damaged.
  public init(bytes: [UInt8], name: String, limits: DecodingLimits = .init()) throws(ImageFileError) {
    let format = try ImageFormat(beginning: bytes, name: name)
    self.bytes = bytes
    self.name = name
    self.limits = limits
    self.format = format
    if format == .tiff { directories = try TIFFDirectory.pages(of: bytes, name: name) }
  }

  /// Decodes the next page; `nil` after the last.
  ///
  /// PNGs in a row are pages, as `cat` makes them; JPEGs are not, as cameras put previews behind their pictures.
  ///
  /// - Throws: ``ImageFileError``. After an error of a multi-page TIFF the next call goes on with the next
  ///   page; after an error of any other format there are no more pages.
  public func nextPage() throws(ImageFileError) -> Page? {
    guard !bytes.isEmpty else { return nil }
    pagesRead += 1
    do throws(ImageFileError) {
      switch format {
      case .png: return try nextPNG()
      case .jpeg:
        defer { bytes = [] }
        return try decodeJPEG()
      case .tiff:
        defer { if pagesRead >= directories.count { bytes = [] } }
        return try decodeTIFF(
          directories[pagesRead - 1], pageNumber: pagesRead, pageCount: directories.count)
      case .pnm: return try nextPNM()
      }
    } catch {
      if format != .tiff { bytes = [] }
      throw error
    }
  }

  /// Bytes that the raster of the next page takes at most, where that is known before it is decoded: for all pages of a TIFF,
  /// and for those of a stream of PNGs or PNMs after its first.
  public var largestSizeOfNextPage: Int? {
    switch format {
    case .png: sizeOfNextPNG
    case .pnm: sizeOfNextPNM
    case .tiff: sizeOfNextTIFF
    case .jpeg: nil
    }
  }

  private var sizeOfNextPNG: Int? {
    guard position > 0, !bytes.isEmpty, let size = pictureSizeOfPNG(at: position) else { return nil }
    return Self.largestRaster(size)
  }

  private var sizeOfNextPNM: Int? {
    // What is wrong with a header is said when the page's turn comes.
    guard position > 0, !bytes.isEmpty,
      let header = try? PNMDecoder(bytes: bytes, name: name, limits: limits).header(at: position)
    else { return nil }
    // Inks are there twice for a moment, as they are read and as gray.
    return header.width * header.height * header.depth * header.bytesPerSample * (header.isCMYK ? 2 : 1)
  }

  private var sizeOfNextTIFF: Int? {
    guard pagesRead < directories.count, let width = directories[pagesRead].width,
      let height = directories[pagesRead].height
    else { return nil }
    return Self.largestRaster((width, height))
  }

  /// Bytes of four channels of 16 bits; `nil` where there are more than can be counted.
  private static func largestRaster(_ size: (width: Int, height: Int)) -> Int? {
    let (samples, overflows) = size.width.multipliedReportingOverflow(by: size.height)
    return overflows || samples > Int.max / 8 ? nil : samples * 8
  }

  /// The next picture of a stream of PNGs; what is behind the last and no PNG is left unread.
  private func nextPNG() throws(ImageFileError) -> Page {
    var (page, end) = try decodePNG(at: position)
    if ImageFormat.sniff(bytes[end...]) == .png {
      position = end
      page.pageCount = nil
    } else {
      bytes = []
    }
    return page
  }

  /// The next picture of a PNM stream. The formats allow several in a row, with nothing between them.
  private func nextPNM() throws(ImageFileError) -> Page? {
    guard let picture = try PNMDecoder(bytes: bytes, name: name, limits: limits).decode(at: position) else {
      bytes = []
      return nil
    }
    position = picture.end
    return Page(
      raster: picture.raster, resolution: nil, isBilevel: picture.isBilevel, sourceName: name,
      pageNumber: pagesRead, pageCount: nil, format: .pnm)
  }
}

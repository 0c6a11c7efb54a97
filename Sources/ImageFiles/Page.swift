import Imaging

/// One decoded page of an image file, upright, with what its file says about it.
public struct Page: Sendable {
  /// The pixels, the orientation of the file already applied.
  public var raster: Raster
  /// The sampling density along the raster's rows and columns, where the file gives one.
  public var resolution: Resolution?
  /// Whether the file held one bit a pixel, black and white.
  public var isBilevel: Bool
  /// The name of the file, or of the stream, for messages.
  public var sourceName: String
  /// The page's place in its file, from 1.
  public var pageNumber: Int
  /// The number of pages of the file, where it is known before the last.
  public var pageCount: Int?
  /// The format of the file.
  public var format: ImageFormat

  /// Makes a page.
  public init(
    raster: Raster, resolution: Resolution?, isBilevel: Bool, sourceName: String, pageNumber: Int = 1,
    pageCount: Int? = 1, format: ImageFormat
  ) {
    self.raster = raster
    self.resolution = resolution
    self.isBilevel = isBilevel
    self.sourceName = sourceName
    self.pageNumber = pageNumber
    self.pageCount = pageCount
    self.format = format
  }
}

/// How pages are written.
public struct EncodingOptions: Sendable, Equatable {
  /// Deflate's level for PNG, and for TIFF but bilevel, 0 (stored) to 9 (small); the other formats have none.
  public var compressionLevel: Int
  /// JPEG's quality, 1 to 100.
  public var jpegQuality: Int

  /// Makes options; figures outside their ranges are moved to the nearest end.
  ///
  /// The default level is the knee on cleaned A4 pages: level 5 makes files smaller by a fiftieth in twice the time,
  /// and level 9 by another hundredth in ten times the time.
  public init(compressionLevel: Int = 1, jpegQuality: Int = 90) {
    self.compressionLevel = min(max(compressionLevel, 0), 9)
    self.jpegQuality = min(max(jpegQuality, 1), 100)
  }
}

/// How pages are written.
public struct EncodingOptions: Sendable, Equatable {
  /// Deflate's level for PNG and TIFF, 1 (fast) to 9 (small).
  public var compressionLevel: Int
  /// JPEG's quality, 1 to 100.
  public var jpegQuality: Int

  /// Makes options; figures outside their ranges are moved to the nearest end.
  public init(compressionLevel: Int = 4, jpegQuality: Int = 90) {
    self.compressionLevel = min(max(compressionLevel, 1), 9)
    self.jpegQuality = min(max(jpegQuality, 1), 100)
  }
}

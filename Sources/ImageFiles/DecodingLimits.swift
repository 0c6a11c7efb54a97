import CImageCodecs
import Imaging

/// What a picture may cost, checked from its header, before any memory is taken for its pixels.
public struct DecodingLimits: Sendable, Equatable {
  /// The most pixels a page may have.
  public var maxPixels: Int
  /// The most bytes that a page's decoded raster may take; `nil` leaves it to ``maxPixels``.
  public var maxMemory: Int?

  /// Makes limits.
  public init(maxPixels: Int = 500_000_000, maxMemory: Int? = nil) {
    self.maxPixels = maxPixels
    self.maxMemory = maxMemory
  }

  /// What a codec library may take beside the raster: a progressive JPEG is held whole as coefficients of
  /// two bytes. 0 where memory is not limited.
  var workingMemory: Int {
    guard let maxMemory else { return 0 }
    let (twice, overflow) = max(maxMemory, 0).multipliedReportingOverflow(by: 2)
    return overflow ? .max : max(twice, 32 << 20)
  }

  /// Whether the system would give that many bytes of memory in one piece; where it would not, an array of them ends
  /// the program.
  public static func canAllocate(_ bytes: Int) -> Bool { codec_can_allocate(bytes) }

  /// Checks the size of a picture against the limits and against what can be allocated.
  ///
  /// - Parameters:
  ///   - samples: Samples a pixel.
  ///   - bytesPerSample: 1 or 2.
  /// - Throws: ``ImageFileError`` of kind `empty` or `tooLarge`.
  func check(
    width: Int, height: Int, samples: Int, bytesPerSample: Int, format: ImageFormat, name: String
  ) throws(ImageFileError) {
    guard width > 0, height > 0 else {
      throw ImageFileError(
        kind: .empty, name: name, reason: "the \(format) header says \(width) x \(height) pixels")
    }
    let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
    guard !overflow, pixels <= maxPixels else {
      throw ImageFileError(
        kind: .tooLarge, name: name,
        reason: "the page has \(width) x \(height) pixels, over the limit of \(maxPixels) pixels")
    }
    let (bytes, tooMany) = pixels.multipliedReportingOverflow(by: samples * bytesPerSample)
    if tooMany || bytes > maxMemory ?? .max {
      throw ImageFileError(
        kind: .tooLarge, name: name,
        reason: "the page of \(width) x \(height) pixels takes \(tooMany ? "too many" : String(bytes)) bytes"
          + " of memory, over the limit of \(maxMemory ?? .max)")
    }
    guard Self.canAllocate(bytes) else {
      throw ImageFileError(
        kind: .tooLarge, name: name,
        reason: "there is no memory for the \(bytes) bytes of a page of \(width) x \(height) pixels")
    }
  }
}

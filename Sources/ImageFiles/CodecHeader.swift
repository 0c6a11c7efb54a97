import CImageCodecs
import Imaging

extension codec_header {
  /// Refuses a picture over the limits, or one that cannot be inside a file of `fileSize` bytes.
  func check(
    _ limits: DecodingLimits, fileSize: Int, format: ImageFormat, name: String
  ) throws(ImageFileError) {
    try limits.check(
      width: Int(width), height: Int(height), samples: Int(channels), bytesPerSample: Int(bits) / 8,
      format: format, name: name)
    guard least_file_size <= UInt64(fileSize) else {
      throw ImageFileError(
        kind: .truncated, name: name,
        reason: "the \(format) header says \(width) x \(height) pixels, which \(fileSize) bytes cannot hold")
    }
  }

  /// The resolution along the stored rows and columns.
  var resolution: Resolution? {
    let unit: Resolution.Unit
    switch resolution_unit {
    case CODEC_RESOLUTION_ASPECT: unit = .none
    case CODEC_RESOLUTION_PER_INCH: unit = .perInch
    case CODEC_RESOLUTION_PER_CENTIMETRE: unit = .perCentimetre
    case CODEC_RESOLUTION_PER_METRE: unit = .perMetre
    default: return nil
    }
    return Resolution(horizontal: horizontal_resolution, vertical: vertical_resolution, unit: unit)
  }

  /// Whether the orientation exchanges rows and columns.
  var isTransposed: Bool { (5...8).contains(orientation) }

  /// Decodes the pixels into a page.
  ///
  /// - Parameters:
  ///   - resolution: Along the stored rows and columns; `nil` takes the header's.
  ///   - read: Fills the buffer, orientation applied; false with the error filled in where it cannot.
  func decodePage(
    format: ImageFormat, name: String, pageNumber: Int = 1, pageCount: Int? = 1,
    resolution stored: Resolution? = nil,
    read: (UnsafeMutablePointer<UInt8>, inout codec_error) -> Bool
  ) throws(ImageFileError) -> Page {
    let (rows, columns) = isTransposed ? (Int(width), Int(height)) : (Int(height), Int(width))
    let count = rows * columns * Int(channels)
    var failure = codec_error()
    var isComplete = false
    let samples: Raster.Samples
    if bits == 16 {
      samples = .bits16(
        [UInt16](unsafeUninitializedCapacity: count) { buffer, initialized in
          if let base = buffer.baseAddress {
            isComplete = UnsafeMutableRawPointer(base).withMemoryRebound(
              to: UInt8.self, capacity: count * 2
            ) { read($0, &failure) }
          }
          initialized = isComplete ? count : 0
        })
    } else {
      samples = .bits8(
        [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
          if let base = buffer.baseAddress { isComplete = read(base, &failure) }
          initialized = isComplete ? count : 0
        })
    }
    guard isComplete else {
      throw ImageFileError(failure, name: name, page: pageCount == 1 ? nil : pageNumber)
    }
    let models: [Raster.ColorModel] = [.gray, .grayAlpha, .rgb, .rgba]
    let raster = Raster(
      width: columns, height: rows, colorModel: models[Int(channels) - 1], samples: samples)
    let found = stored ?? resolution
    return Page(
      raster: raster, resolution: isTransposed ? found?.transposed : found, isBilevel: bilevel,
      sourceName: name, pageNumber: pageNumber, pageCount: pageCount, format: format)
  }
}

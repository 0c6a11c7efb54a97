import CImageCodecs
import Imaging

extension ImageReader {
  /// Decodes one page of a TIFF, upright by its orientation.
  func decodeTIFF(
    _ directory: TIFFDirectory, pageNumber: Int, pageCount: Int
  ) throws(ImageFileError) -> Page {
    let (name, limits) = (name, limits)
    // Before libtiff reads anything: it refuses some sizes with a poorer message.
    if let width = directory.width, let height = directory.height {
      try limits.check(
        width: width, height: height, samples: 1, bytesPerSample: 1, format: .tiff, name: name)
    }
    return try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      var header = codec_header()
      var failure = codec_error()
      guard
        let reader = codec_tiff_open(
          file.baseAddress, file.count, directory.offset, limits.workingMemory, &header, &failure)
      else { throw ImageFileError(failure, name: name, page: pageCount == 1 ? nil : pageNumber) }
      defer { codec_tiff_close(reader) }
      try header.check(limits, fileSize: file.count, format: .tiff, name: name)
      return try header.decodePage(
        format: .tiff, name: name, pageNumber: pageNumber, pageCount: pageCount,
        resolution: directory.resolution
      ) { codec_tiff_read(reader, $0, &$1) }
    }
  }
}

/// Writes the pages of a TIFF: 8-bit gray and RGB as deflate, bilevel as Group 4.
final class TIFFEncoder {
  private let writer: OpaquePointer
  private let name: String
  private var resolutions: [(horizontal: Rational, vertical: Rational)?] = []

  /// Begins a file; messages call it by the name.
  init(name: String) throws(ImageFileError) {
    var failure = codec_error()
    guard let writer = codec_tiff_create(&failure) else {
      throw ImageFileError(failure, name: name)
    }
    self.writer = writer
    self.name = name
  }

  deinit { codec_tiff_destroy(writer) }

  /// Writes a page.
  func append(_ rows: PageRows, level: Int, resolution: Resolution?) throws(ImageFileError) {
    var failure = codec_error()
    let figures = resolution?.tiffFigures
    guard
      codec_tiff_begin_page(
        writer, UInt32(rows.width), UInt32(rows.height), Int32(rows.channels), Int32(rows.bits), Int32(level),
        figures?.unitCode ?? 0, figures?.horizontal.value ?? 0, figures?.vertical.value ?? 0, &failure)
    else { throw ImageFileError(failure, name: name) }
    try rows.forEach(one: .black) { row throws(ImageFileError) in
      guard codec_tiff_write_row(writer, row.baseAddress, &failure) else {
        throw ImageFileError(failure, name: name)
      }
    }
    guard codec_tiff_end_page(writer, &failure) else {
      throw ImageFileError(failure, name: name)
    }
    resolutions.append(figures.map { ($0.horizontal, $0.vertical) })
  }

  /// Ends the file and gives its bytes.
  func finish() throws(ImageFileError) -> [UInt8] {
    var bytes = try ImageWriter.collect(name) { [writer] in codec_tiff_finish(writer, &$0, &$1, &$2) }
    try writeExactResolutions(into: &bytes)
    return bytes
  }

  /// Writes the fractions themselves over those that libtiff made of single-precision numbers.
  private func writeExactResolutions(into bytes: inout [UInt8]) throws(ImageFileError) {
    let directories = try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      try TIFFDirectoryWalk(bytes: file, name: name).directories()
    }
    for (directory, resolution) in zip(directories, resolutions) {
      guard let resolution else { continue }
      for (place, value) in [
        (directory.horizontalPlace, resolution.horizontal), (directory.verticalPlace, resolution.vertical),
      ] {
        guard let place else { continue }
        // The writer's byte order is the little-endian one.
        for (index, word) in [value.numerator, value.denominator].enumerated() {
          for byte in 0..<4 { bytes[place + index * 4 + byte] = UInt8(word >> UInt32(byte * 8) & 255) }
        }
      }
    }
  }
}

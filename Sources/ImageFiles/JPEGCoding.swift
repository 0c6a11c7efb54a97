import CImageCodecs
import Imaging

extension ImageReader {
  /// Decodes a JPEG, upright by its EXIF orientation.
  func decodeJPEG() throws(ImageFileError) -> Page {
    let (name, limits) = (name, limits)
    return try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      var header = codec_header()
      var failure = codec_error()
      let memory = limits.workingMemory
      guard let reader = codec_jpeg_open(file.baseAddress, file.count, memory, &header, &failure) else {
        throw ImageFileError(failure, name: name)
      }
      defer { codec_jpeg_close(reader) }
      try header.check(limits, fileSize: file.count, format: .jpeg, name: name)
      let exif = Self.exifDirectory(of: reader)
      header.orientation = UInt8(exif?.orientation ?? 1)
      let orientation = Int32(header.orientation)
      return try header.decodePage(
        format: .jpeg, name: name, resolution: header.resolution ?? exif?.resolution
      ) { codec_jpeg_read(reader, orientation, $0, &$1) }
    }
  }

  /// The main directory of the EXIF segment; `nil` where there is none, or none that can be read.
  private static func exifDirectory(of reader: OpaquePointer) -> TIFFDirectory? {
    var size = 0
    guard let base = codec_jpeg_exif(reader, &size) else { return nil }
    let segment = UnsafeBufferPointer(start: base, count: size)
    // A damaged segment says nothing about the page, whose pixels stand elsewhere.
    return try? TIFFDirectoryWalk(bytes: segment, name: "EXIF").first()
  }
}

extension ImageWriter {
  /// Encodes a page as a baseline JPEG, gray or in colour, with a JFIF header.
  func encodeJPEG(_ rows: PageRows, resolution: Resolution?) throws(ImageFileError) -> [UInt8] {
    var failure = codec_error()
    let figures = resolution?.jfifFigures ?? (horizontal: 1, vertical: 1, unitCode: 0)
    guard
      let writer = codec_jpeg_create(
        UInt32(rows.width), UInt32(rows.height), Int32(rows.channels), Int32(options.jpegQuality),
        figures.unitCode, figures.horizontal, figures.vertical, &failure)
    else { throw ImageFileError(failure, name: name) }
    defer { codec_jpeg_destroy(writer) }
    return try encode(rows) {
      codec_jpeg_write_row(writer, $0, &$1)
    } finish: {
      codec_jpeg_finish(writer, &$0, &$1, &$2)
    }
  }
}

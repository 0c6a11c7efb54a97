import CImageCodecs
import Imaging

extension ImageReader {
  /// Decodes a PNG of a stream.
  ///
  /// - Parameter start: Where it begins.
  /// - Returns: The page, and where what follows it begins.
  func decodePNG(at start: Int) throws(ImageFileError) -> (page: Page, end: Int) {
    let (name, limits, number) = (name, limits, pagesRead)
    return try bytes.withUnsafeBufferPointer { stream throws(ImageFileError) in
      let file = UnsafeBufferPointer(rebasing: stream[start...])
      var header = codec_header()
      var failure = codec_error()
      guard let reader = codec_png_open(file.baseAddress, file.count, &header, &failure) else {
        throw ImageFileError(failure, name: name, page: number == 1 ? nil : number)
      }
      defer { codec_png_close(reader) }
      try header.check(limits, fileSize: file.count, format: .png, name: name)
      let page = try header.decodePage(
        format: .png, name: name, pageNumber: number, pageCount: number == 1 ? 1 : nil
      ) { codec_png_read(reader, $0, &$1) }
      return (page, start + codec_png_size(reader))
    }
  }

  /// The width and height that the header of a PNG says; `nil` where it is cut.
  func pictureSizeOfPNG(at start: Int) -> (width: Int, height: Int)? {
    // The first chunk, after the signature of eight bytes, is IHDR: ISO/IEC 15948, 11.2.2.
    let fields = bytes[start...].dropFirst(16).prefix(8).map(Int.init)
    guard fields.count == 8 else { return nil }
    func number(_ bytes: ArraySlice<Int>) -> Int { bytes.reduce(0) { $0 << 8 | $1 } }
    return (number(fields[..<4]), number(fields[4...]))
  }
}

extension ImageWriter {
  /// Encodes a page as a PNG, gray or in colour.
  func encodePNG(_ rows: PageRows, resolution: Resolution?) throws(ImageFileError) -> [UInt8] {
    var failure = codec_error()
    let figures = resolution?.pngFigures
    guard
      let writer = codec_png_create(
        UInt32(rows.width), UInt32(rows.height), Int32(rows.channels), Int32(rows.bits),
        Int32(options.compressionLevel), figures?.horizontal ?? 0, figures?.vertical ?? 0,
        figures?.perMetre ?? false, &failure)
    else { throw ImageFileError(failure, name: name) }
    defer { codec_png_destroy(writer) }
    return try encode(rows) {
      codec_png_write_row(writer, $0, &$1)
    } finish: {
      codec_png_finish(writer, &$0, &$1, &$2)
    }
  }
}

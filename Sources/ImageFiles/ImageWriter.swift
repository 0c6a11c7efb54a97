import CImageCodecs
import Imaging

/// Writes pages in gray, in black and white or in colour into one encoded file in memory.
///
/// PNG and JPEG hold one page, TIFF and PNM any number. Pages are encoded as they are appended, so that a
/// page's raster need not outlive the call.
public final class ImageWriter {
  /// The format that is written.
  public let format: ImageFormat
  let options: EncodingOptions
  let name: String
  private var pages = 0
  private var isFinished = false
  private var document: [UInt8] = []
  private var tiff: TIFFEncoder?

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - name: What messages call the file, or the document that it is made of.
  /// - Throws: ``ImageFileError`` of kind `encoding` where memory is exhausted.
  public init(format: ImageFormat, options: EncodingOptions = .init(), name: String = "output") throws(ImageFileError) {
    self.format = format
    self.options = options
    self.name = name
    if format == .tiff { tiff = try TIFFEncoder(name: name) }
  }

  /// Encodes a page.
  ///
  /// - Parameters:
  ///   - image: The page; 8-bit formats take `v / 257`, rounded.
  ///   - bilevel: Whether to write one bit a pixel, white from one half on: PNG's gray of 1 bit, TIFF's
  ///     Group 4, PNM's P4. JPEG has no such depth and takes 8 bits.
  ///   - resolution: Kept exactly where the format has the unit, converted to the nearest otherwise; PNM
  ///     has no place for it.
  /// - Throws: ``ImageFileError`` of kind `encoding`, also for a second page of a PNG or JPEG.
  public func append(
    _ image: GrayImage, bilevel: Bool, resolution: Resolution?
  ) throws(ImageFileError) {
    try append(bilevel && format != .jpeg ? .bilevel(image) : .gray(image), resolution: resolution)
  }

  /// Encodes a page in colour, as RGB of 8 bits; in JPEG as YCbCr of full resolution.
  ///
  /// - Parameters:
  ///   - image: The page.
  ///   - resolution: As for a gray page.
  /// - Throws: ``ImageFileError`` of kind `encoding`, also for a second page of a PNG or JPEG.
  public func append(_ image: RecolouredImage, resolution: Resolution?) throws(ImageFileError) {
    try append(.colour(image), resolution: resolution)
  }

  private func append(_ rows: PageRows, resolution: Resolution?) throws(ImageFileError) {
    guard !isFinished else {
      throw ImageFileError(kind: .encoding, name: name, reason: "the file has been finished already")
    }
    guard pages == 0 || format == .tiff || format == .pnm else {
      throw ImageFileError(
        kind: .encoding, name: name,
        reason: "a \(format) file holds one page; write several pages as TIFF")
    }
    pages += 1
    let resolution = resolution.flatMap { $0.isMeaningful ? $0 : nil }
    switch format {
    case .png: document = try encodePNG(rows, resolution: resolution)
    case .jpeg: document = try encodeJPEG(rows, resolution: resolution)
    case .tiff: try tiff?.append(rows, level: options.compressionLevel, resolution: resolution)
    case .pnm: appendPNM(rows)
    }
  }

  /// Ends the file and gives its bytes.
  ///
  /// - Throws: ``ImageFileError`` of kind `encoding`, also where no page was appended and on a second call.
  public func finish() throws(ImageFileError) -> [UInt8] {
    guard pages > 0 else {
      throw ImageFileError(kind: .encoding, name: name, reason: "there is no page to write")
    }
    guard !isFinished else {
      throw ImageFileError(kind: .encoding, name: name, reason: "the file has been finished already")
    }
    isFinished = true
    if let encoder = tiff {
      tiff = nil
      return try encoder.finish()
    }
    defer { document = [] }
    return document
  }

  /// Appends a raw PGM, PBM or PPM.
  private func appendPNM(_ rows: PageRows) {
    let (width, height) = (rows.width, rows.height)
    let header =
      switch rows {
      case .gray: "P5\n\(width) \(height)\n255\n"
      case .bilevel: "P4\n\(width) \(height)\n"
      case .colour: "P6\n\(width) \(height)\n255\n"
      }
    document.append(contentsOf: header.utf8)
    if pages == 1 { document.reserveCapacity(64 + (width * rows.channels * rows.bits + 7) / 8 * height) }
    rows.forEach(one: .black) { document.append(contentsOf: $0) }
  }

  /// Gives a page's rows to a writer of the C layer, and copies the bytes that it ends with.
  func encode(
    _ rows: PageRows, row write: (UnsafePointer<UInt8>?, inout codec_error) -> Bool,
    finish: (inout UnsafePointer<UInt8>?, inout Int, inout codec_error) -> Bool
  ) throws(ImageFileError) -> [UInt8] {
    var failure = codec_error()
    try rows.forEach(one: .white) { row throws(ImageFileError) in
      guard write(row.baseAddress, &failure) else { throw ImageFileError(failure, name: name) }
    }
    return try Self.collect(name, finish)
  }

  /// Copies the bytes that a writer of the C layer ends with.
  static func collect(
    _ name: String, _ finish: (inout UnsafePointer<UInt8>?, inout Int, inout codec_error) -> Bool
  ) throws(ImageFileError) -> [UInt8] {
    var bytes: UnsafePointer<UInt8>?
    var size = 0
    var failure = codec_error()
    guard finish(&bytes, &size, &failure) else { throw ImageFileError(failure, name: name) }
    return Array(UnsafeBufferPointer(start: bytes, count: size))
  }
}

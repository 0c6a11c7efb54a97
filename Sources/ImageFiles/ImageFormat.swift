/// The image file formats that can be read and written.
public enum ImageFormat: String, Sendable, CaseIterable, Codable {
  /// Portable Network Graphics, ISO/IEC 15948.
  case png
  /// TIFF 6.0 and BigTIFF.
  case tiff
  /// JPEG, ISO/IEC 10918, with a JFIF, Adobe or EXIF header or none.
  case jpeg
  /// Netpbm's formats: PBM, PGM and PPM, plain and raw (P1 to P6), and PAM (P7).
  case pnm

  /// The extension of a written file, without a dot. A written PNM is a PGM, or a PBM or PPM of the same
  /// stream.
  public var fileExtension: String {
    switch self {
    case .png: "png"
    case .tiff: "tif"
    case .jpeg: "jpg"
    case .pnm: "pgm"
    }
  }

  /// The format whose signature the bytes begin with; `nil` when they begin with none.
  ///
  /// ``signatureLength`` bytes are enough for every format. A name is never looked at.
  public static func sniff(_ prefix: some Collection<UInt8>) -> ImageFormat? {
    let head = Array(prefix.prefix(8))
    if head == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] { return .png }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    let tiffSignatures: [[UInt8]] = [
      [0x49, 0x49, 42, 0], [0x4D, 0x4D, 0, 42], [0x49, 0x49, 43, 0], [0x4D, 0x4D, 0, 43],
    ]
    if tiffSignatures.contains(where: { head.starts(with: $0) }) { return .tiff }
    if head.count >= 3, head[0] == UInt8(ascii: "P"),
      (UInt8(ascii: "1")...UInt8(ascii: "7")).contains(head[1]),
      PNMHeaderParser.isWhitespace(head[2]) || head[2] == UInt8(ascii: "#")
    {
      return .pnm
    }
    return nil
  }

  /// Bytes of a file's beginning that tell what it is, and also what it is when it is none of the formats.
  public static let signatureLength = 12

  /// The format that a file begins like.
  ///
  /// - Parameters:
  ///   - beginning: The first ``signatureLength`` bytes or more; all bytes of a shorter file.
  ///   - name: What messages call the file.
  /// - Throws: ``ImageFileError`` of kind `empty` or `unknownFormat`.
  public init(beginning: some Collection<UInt8>, name: String) throws(ImageFileError) {
    guard !beginning.isEmpty else {
      throw ImageFileError(kind: .empty, name: name, reason: "there is no data")
    }
    guard let format = Self.sniff(beginning) else {
      let guess = Self.guessForeignFormat(beginning).map { "this is \($0), not" } ?? "this is not"
      throw ImageFileError(
        kind: .unknownFormat, name: name, reason: "\(guess) a PNG, TIFF, JPEG or PNM image")
    }
    self = format
  }

  /// What a file that is none of the formats seems to be, for the message that refuses it.
  static func guessForeignFormat(_ prefix: some Collection<UInt8>) -> String? {
    let head = Array(prefix.prefix(signatureLength))
    let signatures: [(String, Int, String)] = [
      ("%PDF", 0, "a PDF"), ("GIF8", 0, "a GIF"), ("BM", 0, "a BMP"), ("WEBP", 8, "a WebP"),
      ("ftyp", 4, "an MP4, HEIF or AVIF file"), ("%!PS", 0, "PostScript"), ("AT&TFORM", 0, "a DjVu file"),
      ("PK\u{3}\u{4}", 0, "a ZIP archive"), ("jP  ", 4, "a JPEG 2000 file"), ("<?xml", 0, "XML"),
      ("<svg", 0, "SVG"),
    ]
    for (text, offset, name) in signatures where head.dropFirst(offset).starts(with: Array(text.utf8)) {
      return name
    }
    return nil
  }
}

extension ImageFormat: CustomStringConvertible {
  /// The format's usual name.
  public var description: String {
    switch self {
    case .png: "PNG"
    case .tiff: "TIFF"
    case .jpeg: "JPEG"
    case .pnm: "PNM"
    }
  }
}

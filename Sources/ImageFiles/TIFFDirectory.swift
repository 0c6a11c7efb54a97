/// An image file directory of a TIFF structure, as far as the pages need it.
///
/// libtiff decodes the pixels. The chain of directories is walked here beforehand, because a chain that
/// loops or runs out of the file is then found before any page is decoded, and because libtiff gives
/// resolutions as single-precision numbers, which are not what the file holds.
///
/// - SeeAlso: TIFF 6.0, section 2; the BigTIFF design of the libtiff project; EXIF 2.3, section 4.6.
struct TIFFDirectory {
  /// Byte offset of the directory in its file.
  var offset: UInt64
  /// NewSubfileType (tag 254): bit 0 a thumbnail, bit 2 a mask.
  var subfileType: UInt32 = 0
  /// ImageWidth (tag 256) and ImageLength (tag 257).
  var width: Int?
  var height: Int?
  /// Orientation (tag 274), 1 to 8.
  var orientation = 1
  /// XResolution (tag 282) and YResolution (tag 283).
  var horizontal: Rational?
  var vertical: Rational?
  /// Where in the file the two fractions are.
  var horizontalPlace: Int?
  var verticalPlace: Int?
  /// ResolutionUnit (tag 296): 1 none, 2 inch, 3 centimetre.
  var resolutionUnit = 2

  /// More directories than any document has.
  static let maxCount = 65536

  /// The resolution along the stored rows and columns.
  var resolution: Resolution? {
    guard let first = horizontal ?? vertical else { return nil }
    let unit: Resolution.Unit =
      switch resolutionUnit {
      case 1: .none
      case 3: .perCentimetre
      default: .perInch
      }
    let found = Resolution(
      horizontal: first.value, vertical: (vertical ?? first).value, unit: unit)
    return found.isMeaningful ? found : nil
  }

  /// The directories of a TIFF file that are pages: neither thumbnails nor masks.
  ///
  /// - Throws: ``ImageFileError`` where the chain loops, leaves the file or has no end.
  static func pages(of bytes: [UInt8], name: String) throws(ImageFileError) -> [TIFFDirectory] {
    let all = try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      try TIFFDirectoryWalk(bytes: file, name: name).directories()
    }
    let pages = all.filter { $0.subfileType & 0b101 == 0 }
    return pages.isEmpty ? Array(all.prefix(1)) : pages
  }
}

/// Walks the chain of directories of a TIFF structure; every access is bounds-checked.
struct TIFFDirectoryWalk {
  let bytes: UnsafeBufferPointer<UInt8>
  let name: String

  private var isBigEndian: Bool { bytes[0] == UInt8(ascii: "M") }
  private var isBig: Bool { unsigned(at: 2, size: 2) == 43 }

  /// The first directory of the chain, as EXIF needs it.
  func first() throws(ImageFileError) -> TIFFDirectory {
    try parse(at: try firstOffset()).0
  }

  private func firstOffset() throws(ImageFileError) -> UInt64 {
    guard bytes.count >= 8, bytes[0] == bytes[1], [0x49, 0x4D].contains(bytes[0]),
      let offset = unsigned(at: isBig ? 8 : 4, size: isBig ? 8 : 4)
    else { throw truncated() }
    guard offset != 0 else {
      throw ImageFileError(kind: .empty, name: name, reason: "the TIFF has no directory")
    }
    return offset
  }

  /// All directories of the chain.
  func directories() throws(ImageFileError) -> [TIFFDirectory] {
    var next = try firstOffset()
    var seen: Set<UInt64> = []
    var result: [TIFFDirectory] = []
    while next != 0 {
      let offset = next
      guard seen.insert(offset).inserted else {
        throw ImageFileError(
          kind: .corrupt, name: name,
          reason: "the TIFF directories form a loop, number \(result.count + 1) is an earlier one")
      }
      guard result.count < TIFFDirectory.maxCount else {
        throw ImageFileError(
          kind: .tooLarge, name: name,
          reason: "the TIFF has over \(TIFFDirectory.maxCount) directories")
      }
      let (directory, end) = try parse(at: offset)
      guard let following = unsigned(at: end, size: isBig ? 8 : 4) else { throw truncated() }
      result.append(directory)
      next = following
    }
    return result
  }

  /// The directory at an offset, and where the offset of the next stands.
  private func parse(at offset: UInt64) throws(ImageFileError) -> (TIFFDirectory, Int) {
    guard offset < UInt64(bytes.count) else { throw truncated() }
    let start = Int(offset)
    let countSize = isBig ? 8 : 2
    let entrySize = isBig ? 20 : 12
    guard let count = unsigned(at: start, size: countSize),
      count <= UInt64((bytes.count - start - countSize) / entrySize)
    else { throw truncated() }
    var directory = TIFFDirectory(offset: offset)
    for index in 0..<Int(count) {
      let place = start + countSize + index * entrySize
      guard isWhole(entryAt: place) else { throw truncated() }
      parseEntry(at: place, into: &directory)
    }
    return (directory, start + countSize + Int(count) * entrySize)
  }

  /// Tags without which pixels come out wrong: libtiff puts defaults in place of values it cannot read.
  private static let pixelTags: Set<UInt64> = [
    258,  // BitsPerSample
    273, 279, 324, 325,  // StripOffsets, StripByteCounts, TileOffsets, TileByteCounts
    318, 319,  // WhitePoint, PrimaryChromaticities
    320,  // ColorMap
    338,  // ExtraSamples
    347,  // JPEGTables
    529, 530, 532,  // YCbCrCoefficients, YCbCrSubSampling, ReferenceBlackWhite
  ]

  /// Whether the values of an entry lie inside the file, or do not matter.
  private func isWhole(entryAt place: Int) -> Bool {
    guard let tag = unsigned(at: place, size: 2), Self.pixelTags.contains(tag),
      let type = unsigned(at: place + 2, size: 2), type < 19,
      let count = unsigned(at: place + 4, size: isBig ? 8 : 4)
    else { return true }
    let sizes: [UInt64] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
    let (size, overflow) = count.multipliedReportingOverflow(by: sizes[Int(type)])
    if !overflow, size <= (isBig ? 8 : 4) { return true }
    guard !overflow, let target = unsigned(at: place + (isBig ? 12 : 8), size: isBig ? 8 : 4) else {
      return false
    }
    return size <= UInt64(bytes.count) && target <= UInt64(bytes.count) - size
  }

  private func parseEntry(at place: Int, into directory: inout TIFFDirectory) {
    let valuePlace = place + (isBig ? 12 : 8)
    switch unsigned(at: place, size: 2) {
    case 254: directory.subfileType = UInt32(truncatingIfNeeded: number(at: place, valuePlace) ?? 0)
    case 256: directory.width = number(at: place, valuePlace).map { Int($0) }
    case 257: directory.height = number(at: place, valuePlace).map { Int($0) }
    case 274:
      if let value = number(at: place, valuePlace), (1...8).contains(value) {
        directory.orientation = Int(value)
      }
    case 282: (directory.horizontal, directory.horizontalPlace) = fraction(at: place, valuePlace)
    case 283: (directory.vertical, directory.verticalPlace) = fraction(at: place, valuePlace)
    case 296: directory.resolutionUnit = Int(number(at: place, valuePlace) ?? 2)
    default: break
    }
  }

  /// The value of an entry of one SHORT or LONG.
  private func number(at place: Int, _ valuePlace: Int) -> UInt32? {
    let value: UInt64? =
      switch unsigned(at: place + 2, size: 2) {
      case 3: unsigned(at: valuePlace, size: 2)
      case 4: unsigned(at: valuePlace, size: 4)
      default: nil
      }
    return value.map { UInt32(truncatingIfNeeded: $0) }
  }

  /// The value of an entry of one RATIONAL, and where it is.
  private func fraction(at place: Int, _ valuePlace: Int) -> (Rational?, Int?) {
    guard unsigned(at: place + 2, size: 2) == 5 else { return (nil, nil) }
    // Eight bytes stand in the entry of a BigTIFF, elsewhere in a classic file.
    guard let target = isBig ? UInt64(valuePlace) : unsigned(at: valuePlace, size: 4),
      target <= UInt64(bytes.count),
      let numerator = unsigned(at: Int(target), size: 4),
      let denominator = unsigned(at: Int(target) + 4, size: 4)
    else { return (nil, nil) }
    let value = Rational(
      numerator: UInt32(truncatingIfNeeded: numerator), denominator: UInt32(truncatingIfNeeded: denominator))
    return (value, Int(target))
  }

  /// An unsigned number in the file's byte order; `nil` where it leaves the file.
  private func unsigned(at place: Int, size: Int) -> UInt64? {
    guard place >= 0, place <= bytes.count - size else { return nil }
    var value: UInt64 = 0
    for index in 0..<size {
      let byte = bytes[place + (isBigEndian ? index : size - 1 - index)]
      value = value << 8 | UInt64(byte)
    }
    return value
  }

  private func truncated() -> ImageFileError {
    ImageFileError(
      kind: .truncated, name: name, reason: "the TIFF data ends before its directories do")
  }
}

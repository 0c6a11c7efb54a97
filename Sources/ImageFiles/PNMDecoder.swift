import Imaging

/// Decodes pictures of a PNM stream: PBM, PGM, PPM, plain and raw, and PAM, of any maximum.
///
/// - SeeAlso: The manual pages pbm(5), pgm(5), ppm(5) and pam(5) of Netpbm.
struct PNMDecoder {
  /// A decoded picture, and where the next begins.
  struct Picture {
    var raster: Raster
    var isBilevel: Bool
    var end: Int
  }

  let bytes: [UInt8]
  let name: String
  let limits: DecodingLimits

  /// The header of the picture at byte `start`, checked; `nil` where only white space or padding zeros are left.
  func header(at start: Int) throws(ImageFileError) -> PNMHeader? {
    try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      var parser = PNMHeaderParser(bytes: file, name: name, position: start)
      return try header(&parser)
    }
  }

  private func header(_ parser: inout PNMHeaderParser) throws(ImageFileError) -> PNMHeader? {
    let file = parser.bytes
    if parser.position > 0 {
      while parser.position < file.count,
        file[parser.position] == 0 || PNMHeaderParser.isWhitespace(file[parser.position])
      {
        parser.position += 1
      }
      guard parser.position < file.count else { return nil }
    }
    let header = try parser.parse()
    try check(header, fileSize: file.count, left: file.count - parser.position)
    return header
  }

  /// Decodes the picture at byte `start`; `nil` where only white space or padding zeros are left.
  func decode(at start: Int) throws(ImageFileError) -> Picture? {
    try bytes.withUnsafeBufferPointer { file throws(ImageFileError) in
      var parser = PNMHeaderParser(bytes: file, name: name, position: start)
      guard let header = try header(&parser) else { return nil }
      let (raster, end) =
        header.maximum > 255
        ? try decodeWords(header, &parser) : try decodeBytes(header, &parser)
      return Picture(raster: raster, isBilevel: header.isBilevel, end: end)
    }
  }

  /// Checks the limits, and that the bytes left can hold the picture.
  private func check(_ header: PNMHeader, fileSize: Int, left: Int) throws(ImageFileError) {
    try limits.check(
      width: header.width, height: header.height, samples: header.depth,
      bytesPerSample: header.bytesPerSample, format: .pnm, name: name)
    let count = header.width * header.height * header.depth
    let least =
      switch header.encoding {
      case .plain: count * 2 - 1
      case .plainBits: count
      case .packedBits: (header.width + 7) / 8 * header.height
      case .raw: count * header.bytesPerSample
      }
    guard left >= least else {
      throw ImageFileError(
        kind: .truncated, name: name,
        reason: "the PNM header says \(header.width) x \(header.height) pixels, which take \(least) bytes,"
          + " but only \(left) follow")
    }
  }

  private func decodeBytes(
    _ header: PNMHeader, _ parser: inout PNMHeaderParser
  ) throws(ImageFileError) -> (Raster, Int) {
    let maximum = header.maximum
    let widened = (0...255).map { UInt8(min((($0 * 255) + maximum / 2) / maximum, 255)) }
    var samples: [UInt8]
    let count = header.width * header.height * header.depth
    let start = parser.position
    switch header.encoding {
    case .raw:
      samples = Array(parser.bytes[start..<start + count])
      if maximum < 255 {
        guard !samples.contains(where: { $0 > maximum }) else { throw overMaximum(header, parser) }
        for index in samples.indices { samples[index] = widened[Int(samples[index])] }
      }
      parser.position += count
    case .packedBits:
      samples = unpackBits(header, parser.bytes, from: start)
      parser.position += (header.width + 7) / 8 * header.height
    case .plain, .plainBits:
      samples = []
      samples.reserveCapacity(count)
      while samples.count < count {
        samples.append(widened[try nextPlain(header, &parser)])
      }
    }
    if header.encoding == .plainBits { for index in samples.indices { samples[index] = ~samples[index] } }
    if header.isCMYK { samples = Self.flattenInk(samples, white: 255) }
    let raster = Raster(
      width: header.width, height: header.height, colorModel: colorModel(header), samples: .bits8(samples))
    return (raster, parser.position)
  }

  private func decodeWords(
    _ header: PNMHeader, _ parser: inout PNMHeaderParser
  ) throws(ImageFileError) -> (Raster, Int) {
    let maximum = UInt64(header.maximum)
    let count = header.width * header.height * header.depth
    var samples: [UInt16] = []
    samples.reserveCapacity(count)
    if header.encoding == .raw {
      let start = parser.position
      for index in stride(from: start, to: start + count * 2, by: 2) {
        samples.append(UInt16(parser.bytes[index]) << 8 | UInt16(parser.bytes[index + 1]))
      }
      parser.position += count * 2
      guard !samples.contains(where: { $0 > maximum }) else { throw overMaximum(header, parser) }
    } else {
      while samples.count < count { samples.append(UInt16(try nextPlain(header, &parser))) }
    }
    if maximum < 65535 {
      for index in samples.indices {
        samples[index] = UInt16((UInt64(samples[index]) * 65535 + maximum / 2) / maximum)
      }
    }
    if header.isCMYK { samples = Self.flattenInk(samples, white: 65535) }
    let raster = Raster(
      width: header.width, height: header.height, colorModel: colorModel(header), samples: .bits16(samples))
    return (raster, parser.position)
  }

  /// The next sample of a plain picture, at most the maximum.
  private func nextPlain(
    _ header: PNMHeader, _ parser: inout PNMHeaderParser
  ) throws(ImageFileError) -> Int {
    parser.skipBlanks()
    guard parser.position < parser.bytes.count else { throw parser.truncated() }
    if header.encoding == .plainBits {
      let digit = parser.bytes[parser.position]
      guard digit == 0x30 || digit == 0x31 else {
        throw parser.corrupt("byte \(parser.position) is neither 0 nor 1")
      }
      parser.position += 1
      return Int(digit - 0x30) * header.maximum
    }
    guard let value = try parser.nextDigits() else {
      throw parser.corrupt("byte \(parser.position) is no number")
    }
    guard value <= header.maximum else { throw overMaximum(header, parser) }
    return value
  }

  private func overMaximum(_ header: PNMHeader, _ parser: PNMHeaderParser) -> ImageFileError {
    parser.corrupt("a sample is over its maximum of \(header.maximum)")
  }

  private func unpackBits(
    _ header: PNMHeader, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> [UInt8] {
    let (width, height) = (header.width, header.height)
    let rowBytes = (width + 7) / 8
    return [UInt8](unsafeUninitializedCapacity: width * height) { target, initialized in
      for y in 0..<height {
        let row = start + y * rowBytes
        for x in 0..<width {
          let isBlack = bytes[row + x >> 3] >> UInt8(7 - x & 7) & 1
          target[y * width + x] = isBlack &- 1
        }
      }
      initialized = width * height
    }
  }

  private func colorModel(_ header: PNMHeader) -> Raster.ColorModel {
    if header.isCMYK { return .rgb }
    return [.gray, .grayAlpha, .rgb, .rgba][header.depth - 1]
  }

  /// CMYK to RGB without a profile: every ink takes its share of what black leaves.
  static func flattenInk<Sample: FixedWidthInteger & UnsignedInteger>(
    _ samples: [Sample], white: UInt64
  ) -> [Sample] {
    var result: [Sample] = []
    result.reserveCapacity(samples.count / 4 * 3)
    for pixel in stride(from: 0, to: samples.count - 3, by: 4) {
      let black = white - UInt64(samples[pixel + 3])
      for ink in 0..<3 {
        result.append(Sample(((white - UInt64(samples[pixel + ink])) * black + white / 2) / white))
      }
    }
    return result
  }
}

/// The header of one picture of a PNM stream.
struct PNMHeader: Equatable {
  /// How the samples are written.
  enum Encoding: Equatable {
    /// Decimal numbers between white space (P2, P3).
    case plain
    /// The characters 0 and 1, with or without white space (P1).
    case plainBits
    /// Eight pixels a byte, rows padded to bytes (P4).
    case packedBits
    /// One byte a sample, or two with the high one first where the maximum is over 255 (P5, P6, P7).
    case raw
  }

  var width: Int
  var height: Int
  /// Samples a pixel.
  var depth: Int
  /// The sample value of white, 1 to 65535.
  var maximum: Int
  var encoding: Encoding
  /// Whether four samples are cyan, magenta, yellow and black.
  var isCMYK = false

  /// Bytes a sample of the raw encoding.
  var bytesPerSample: Int { maximum > 255 ? 2 : 1 }

  /// Whether the picture is black and white.
  var isBilevel: Bool { depth == 1 && maximum == 1 }
}

/// Parses the headers of PBM, PGM, PPM and PAM as the Netpbm manual pages define them.
struct PNMHeaderParser {
  let bytes: UnsafeBufferPointer<UInt8>
  let name: String
  var position: Int

  /// White space of the Netpbm formats: blank, tab, line feed, vertical tab, form feed, carriage return.
  static func isWhitespace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Parses the header at ``position`` and leaves it at the first byte of the samples.
  mutating func parse() throws(ImageFileError) -> PNMHeader {
    guard bytes.count - position >= 2 else { throw truncated() }
    guard bytes[position] == UInt8(ascii: "P") else {
      throw corrupt("byte \(position) of the stream begins no picture")
    }
    let digit = Int(bytes[position + 1]) - 0x30
    position += 2
    switch digit {
    case 1...6: return try parseAnymap(digit)
    case 7: return try parseArbitraryMap()
    default: throw corrupt("byte \(position - 2) of the stream begins no picture")
    }
  }

  private mutating func parseAnymap(_ digit: Int) throws(ImageFileError) -> PNMHeader {
    let width = try nextNumber("width")
    let height = try nextNumber("height")
    let isBitmap = digit == 1 || digit == 4
    let maximum = isBitmap ? 1 : try nextMaximum()
    // Exactly one white space character, behind which raw samples begin.
    guard position < bytes.count else { throw truncated() }
    guard Self.isWhitespace(bytes[position]) else { throw corrupt("its header ends in no white space") }
    position += 1
    let encoding: PNMHeader.Encoding =
      switch digit {
      case 1: .plainBits
      case 2, 3: .plain
      case 4: .packedBits
      default: .raw
      }
    return PNMHeader(
      width: width, height: height, depth: digit == 3 || digit == 6 ? 3 : 1, maximum: maximum,
      encoding: encoding)
  }

  private mutating func parseArbitraryMap() throws(ImageFileError) -> PNMHeader {
    var numbers: [String: Int] = [:]
    var tupleType = ""
    while true {
      let keyword = try nextWord(at: "PAM header")
      switch keyword {
      case "ENDHDR":
        guard let end = bytes[position...].firstIndex(of: 0x0A) else { throw truncated() }
        position = end + 1
        guard let width = numbers["WIDTH"], let height = numbers["HEIGHT"], let depth = numbers["DEPTH"],
          let maximum = numbers["MAXVAL"]
        else { throw corrupt("its PAM header lacks WIDTH, HEIGHT, DEPTH or MAXVAL") }
        guard (1...65535).contains(maximum) else { throw corrupt("its maximum \(maximum) is not 1 to 65535") }
        let isCMYK = tupleType.hasPrefix("CMYK")
        guard (1...4).contains(depth), !(isCMYK && depth < 4) else {
          throw ImageFileError(
            kind: .unsupported, name: name,
            reason: "a PAM of \(depth) samples a pixel \(tupleType) is not read, only gray, RGB and CMYK")
        }
        return PNMHeader(
          width: width, height: height, depth: depth, maximum: maximum, encoding: .raw, isCMYK: isCMYK)
      case "WIDTH", "HEIGHT", "DEPTH", "MAXVAL": numbers[keyword] = try nextNumber(keyword)
      case "TUPLTYPE": tupleType = try nextWord(at: "TUPLTYPE")
      default: throw corrupt("its PAM header has an unknown line \(keyword.prefix(16).debugDescription)")
      }
    }
  }

  private mutating func nextMaximum() throws(ImageFileError) -> Int {
    let maximum = try nextNumber("maximum")
    guard (1...65535).contains(maximum) else { throw corrupt("its maximum \(maximum) is not 1 to 65535") }
    return maximum
  }

  /// Passes white space and comments, which run from "#" to the end of the line.
  mutating func skipBlanks() {
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "#") {
        while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
      } else if !Self.isWhitespace(bytes[position]) {
        return
      } else {
        position += 1
      }
    }
  }

  private mutating func nextWord(at place: String) throws(ImageFileError) -> String {
    skipBlanks()
    let start = position
    while position < bytes.count, !Self.isWhitespace(bytes[position]) {
      position += 1
      if position - start > 64 { throw corrupt("its \(place) has a word of over 64 characters") }
    }
    guard position < bytes.count else { throw truncated() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func nextNumber(_ what: String) throws(ImageFileError) -> Int {
    skipBlanks()
    guard position < bytes.count else { throw truncated() }
    guard let number = try nextDigits() else { throw corrupt("its \(what) is not a number") }
    return number
  }

  /// A decimal number at ``position``, or `nil` where no digit is there.
  mutating func nextDigits() throws(ImageFileError) -> Int? {
    var number = 0
    let start = position
    while position < bytes.count, (0x30...0x39).contains(bytes[position]) {
      number = number * 10 + Int(bytes[position] - 0x30)
      guard number <= Int(UInt32.max) else { throw corrupt("a number of it is over 32 bits") }
      position += 1
    }
    return position > start ? number : nil
  }

  func truncated() -> ImageFileError {
    ImageFileError(kind: .truncated, name: name, reason: "the PNM data ends before the picture does")
  }

  func corrupt(_ reason: String) -> ImageFileError {
    ImageFileError(kind: .corrupt, name: name, reason: "the PNM is damaged, \(reason)")
  }
}

/// SplitMix64: small, seeded, the same everywhere.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}

/// Damages files the way fuzzers do.
struct Mutator {
  /// Values that upset sums and products of sizes.
  static let interesting: [UInt32] = [
    0, 1, 2, 7, 8, 16, 255, 256, 4096, 32767, 32768, 65535, 65536, 0x00FF_FFFF, 0x7FFF_FFFF, 0x8000_0000,
    0xFFFF_FF00, 0xFFFF_FFFE, 0xFFFF_FFFF,
  ]

  var generator: SeededGenerator

  /// One to four random changes of `bytes`; `other` gives material for splices.
  mutating func mutate(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
    var result = bytes
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !result.isEmpty {
      change(&result, with: other)
    }
    return result
  }

  private mutating func change(_ bytes: inout [UInt8], with other: [UInt8]) {
    // Half of the changes hit the first bytes, where the headers are.
    let reach = Bool.random(using: &generator) ? min(bytes.count, 160) : bytes.count
    let place = Int.random(in: 0..<reach, using: &generator)
    switch Int.random(in: 0..<9, using: &generator) {
    case 0, 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
    case 2: bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 3, 4: overwriteNumber(&bytes, at: place)
    case 5: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator))
    case 6:
      let count = min(Int.random(in: 1...64, using: &generator), bytes.count - place)
      bytes.removeSubrange(place..<place + count)
    case 7:
      let count = min(Int.random(in: 1...64, using: &generator), bytes.count - place)
      bytes.insert(contentsOf: Array(bytes[place..<place + count]), at: place)
    default:
      guard !other.isEmpty else { return }
      let start = Int.random(in: 0..<other.count, using: &generator)
      let piece = other[start..<min(start + Int.random(in: 1...200, using: &generator), other.count)]
      bytes.replaceSubrange(place..<min(place + piece.count, bytes.count), with: piece)
    }
  }

  /// Writes an interesting number of two or four bytes, in either byte order.
  private mutating func overwriteNumber(_ bytes: inout [UInt8], at place: Int) {
    let value = Self.interesting.randomElement(using: &generator) ?? 0
    let size = Bool.random(using: &generator) ? 2 : 4
    let isBigEndian = Bool.random(using: &generator)
    for index in 0..<size where place + index < bytes.count {
      let shift = UInt32(8 * (isBigEndian ? size - 1 - index : index))
      bytes[place + index] = UInt8(truncatingIfNeeded: value >> shift)
    }
  }
}

/// Makes the checksums of a PNG's chunks right again, so that damage gets past them.
func repairPNGChecksums(_ bytes: [UInt8]) -> [UInt8] {
  var result = bytes
  var place = 8
  while place + 12 <= result.count {
    let length = result[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    guard length <= result.count - place - 12 else { break }
    let end = place + 8 + length
    let checksum = crc32(result[place + 4..<end])
    for index in 0..<4 { result[end + index] = UInt8(truncatingIfNeeded: checksum >> UInt32(24 - 8 * index)) }
    place = end + 4
  }
  return result
}

/// CRC-32 as PNG uses it (ISO 3309).
private func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var remainder: UInt32 = .max
  for byte in bytes {
    remainder ^= UInt32(byte)
    for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
  return ~remainder
}

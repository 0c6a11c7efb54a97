/// Arrays of numbers one after the other, little-endian, each filled with zeros to a multiple of 8 bytes.
struct LanguageSections {
  /// What has been appended.
  private(set) var bytes: [UInt8] = []

  /// Adds an array.
  mutating func append(_ numbers: [some FixedWidthInteger]) {
    for number in numbers { withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) } }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }

  /// A 64-bit checksum: FNV-1a (Fowler, Noll and Vo) over words of 8 bytes, the last filled with zeros, and the length.
  ///
  /// Every step is a bijection of the sum, so that a change within one word always shows.
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let prime: UInt64 = 0x100_0000_01B3
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
    let whole = bytes.count / 8 * 8
    for offset in stride(from: 0, to: whole, by: 8) {
      sum = (sum ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))) &* prime
    }
    for offset in whole..<bytes.count { sum = (sum ^ UInt64(bytes[offset])) &* prime }
    return sum
  }

  /// Takes arrays off bytes, in the order in which they were appended.
  struct Reader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    /// Starts at the beginning.
    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next array; `nil` where the bytes end before it does.
    mutating func next<Number: FixedWidthInteger>(_ count: Int, of type: Number.Type) -> [Number]? {
      let length = count * MemoryLayout<Number>.stride
      guard count >= 0, length <= bytes.count - offset else { return nil }
      let source = UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length])
      offset = min(bytes.count, (offset + length + 7) / 8 * 8)
      let numbers = [Number](unsafeUninitializedCapacity: count) { buffer, initialized in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: source)
        initialized = count
      }
      return Number.littleEndianIsNative ? numbers : numbers.map { Number(littleEndian: $0) }
    }
  }
}

extension FixedWidthInteger {
  /// Whether numbers in memory are little-endian on this machine.
  fileprivate static var littleEndianIsNative: Bool { Self(1).littleEndian == 1 }
}

/// A type of floating-point numbers in files, by its name in the safetensors format.
enum FloatingPointType: String {
  /// IEEE 754 binary16.
  case half = "F16"
  /// The upper half of a binary32: Google's brain floating-point format.
  case brain = "BF16"
  /// IEEE 754 binary32.
  case single = "F32"
  /// IEEE 754 binary64; rounded to the nearest binary32.
  case double = "F64"

  /// Bytes of a number.
  var size: Int {
    switch self {
    case .half, .brain: 2
    case .single: 4
    case .double: 8
    }
  }

  /// The number at an index of an array in little-endian bytes.
  @inline(__always)
  func load(from bytes: UnsafeRawBufferPointer, index: Int) -> Float {
    func bits<Bits: FixedWidthInteger>(_: Bits.Type) -> Bits {
      Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.stride, as: Bits.self))
    }
    return switch self {
    case .half: Self.single(ofHalf: bits(UInt16.self))
    case .brain: Float(bitPattern: UInt32(bits(UInt16.self)) << 16)
    case .single: Float(bitPattern: bits(UInt32.self))
    case .double: Float(Double(bitPattern: bits(UInt64.self)))
    }
  }

  /// The number of a binary16, which Swift has no type for on every platform.
  private static func single(ofHalf bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let (exponent, fraction) = (UInt32(bits >> 10 & 0x1F), UInt32(bits & 0x3FF))
    switch exponent {
    case 0:
      // Zero and the subnormal ones, which count in steps of 2⁻²⁴.
      let magnitude = Float(fraction) * 0x1p-24
      return sign == 0 ? magnitude : -magnitude
    case 31: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}

extension GrayImage {
  /// The gray plane of a raster: the luma of Rec. 601 (0.299 R + 0.587 G + 0.114 B, on the samples as stored),
  /// transparency flattened over white.
  ///
  /// A gray sample keeps its value exactly: 8 bits become `v * 257`, 16 bits stay. Luma is rounded to the
  /// nearest of 65,536 levels.
  /// - SeeAlso: ITU-R BT.601-7, section 2.5.1.
  public init(_ raster: Raster) {
    let count = raster.width * raster.height
    let samples =
      switch raster.samples {
      case .bits8(let values): gray(values, raster.colorModel, count: count, largest: 255)
      case .bits16(let values): gray(values, raster.colorModel, count: count, largest: 65_535)
      }
    self.init(width: raster.width, height: raster.height, samples: samples)
  }
}

/// Weights of red, green and blue in 1/65536; they add up to one.
private let red: UInt32 = 19_595
private let green: UInt32 = 38_470
private let blue: UInt32 = 7_471

/// - Parameters:
///   - values: `[count, model.channels]`.
///   - largest: The value of white and of opaque, 255 or 65535.
/// - Returns: `[count]` samples of 16 bits.
@inline(__always)
private func gray<Sample: FixedWidthInteger & UnsignedInteger>(
  _ values: [Sample], _ model: Raster.ColorModel, count: Int, largest: UInt32
) -> [UInt16] {
  let scale = 65_535 / largest
  return [UInt16](unsafeUninitializedCapacity: count) { plane, initialized in
    values.withUnsafeBufferPointer { input in
      switch model {
      case .gray:
        for i in 0..<count { plane[i] = UInt16(truncatingIfNeeded: UInt32(input[i]) * scale) }
      case .grayAlpha:
        for i in 0..<count {
          let value = UInt32(input[2 * i]) * scale
          plane[i] = overWhite(value, alpha: UInt32(input[2 * i + 1]), opaque: largest)
        }
      case .rgb:
        for i in 0..<count {
          let value = luma(input[3 * i], input[3 * i + 1], input[3 * i + 2], scale: scale)
          plane[i] = UInt16(truncatingIfNeeded: value)
        }
      case .rgba:
        for i in 0..<count {
          let value = luma(input[4 * i], input[4 * i + 1], input[4 * i + 2], scale: scale)
          plane[i] = overWhite(value, alpha: UInt32(input[4 * i + 3]), opaque: largest)
        }
      }
    }
    initialized = count
  }
}

/// Rec. 601 luma in 16 bits. The largest sum, 65535 · 65536 + 32768, fits 32 bits.
@inline(__always)
func luma<Sample: FixedWidthInteger & UnsignedInteger>(
  _ r: Sample, _ g: Sample, _ b: Sample, scale: UInt32
) -> UInt32 {
  let sum = UInt32(r) &* red &+ UInt32(g) &* green &+ UInt32(b) &* blue
  return (sum &* scale &+ 32_768) >> 16
}

/// A 16-bit value of straight alpha laid over white.
@inline(__always)
func overWhite(_ value: UInt32, alpha: UInt32, opaque: UInt32) -> UInt16 {
  let mixed = UInt64(value) * UInt64(alpha) + 65_535 * UInt64(opaque - alpha)
  return UInt16(truncatingIfNeeded: (mixed + UInt64(opaque / 2)) / UInt64(opaque))
}

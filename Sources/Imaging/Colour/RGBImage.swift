/// A picture in colour: `[height, width, 3]` samples of 8 bits, red, green and blue, 255 = white.
public struct RGBImage: Sendable, Equatable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The samples, `[height, width, 3]`, rows from the top.
  public let samples: [UInt8]

  /// Makes a picture from samples.
  ///
  /// - Precondition: `samples.count == width * height * 3`.
  public init(width: Int, height: Int, samples: [UInt8]) {
    precondition(width > 0 && height > 0 && samples.count == width * height * 3)
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// The colours of a raster, transparency flattened over white and 16 bits rounded to 8; `nil` where it has none: where
  /// it is gray, or in RGB with three samples of one value in every pixel.
  public init?(_ raster: Raster) {
    let samples: [UInt8]
    switch (raster.colorModel, raster.samples) {
    case (.gray, _), (.grayAlpha, _): return nil
    case (.rgb, .bits8(let values)): samples = values
    case (.rgb, .bits16(let values)): samples = values.map(roundedTo8Bits)
    case (.rgba, .bits8(let values)): samples = opaque(values, largest: 255)
    case (.rgba, .bits16(let values)): samples = opaque(values, largest: 65_535)
    }
    guard hasColour(samples) else { return nil }
    self.init(width: raster.width, height: raster.height, samples: samples)
  }

  /// The picture with each colour's complement.
  public var inverted: RGBImage { RGBImage(width: width, height: height, samples: samples.map { 255 - $0 }) }
}

private func hasColour(_ samples: [UInt8]) -> Bool {
  samples.withUnsafeBufferPointer { samples in
    var place = 0
    while place + 2 < samples.count {
      if samples[place] != samples[place + 1] || samples[place] != samples[place + 2] { return true }
      place += 3
    }
    return false
  }
}

/// RGBA over white, as 8-bit RGB.
private func opaque<Sample: FixedWidthInteger & UnsignedInteger>(_ values: [Sample], largest: UInt32) -> [UInt8] {
  let count = values.count / 4
  let scale = 65_535 / largest
  return [UInt8](unsafeUninitializedCapacity: count * 3) { output, initialized in
    values.withUnsafeBufferPointer { input in
      for pixel in 0..<count {
        let alpha = UInt32(input[4 * pixel + 3])
        for channel in 0..<3 {
          let value = UInt32(input[4 * pixel + channel]) &* scale
          output[3 * pixel + channel] = roundedTo8Bits(overWhite(value, alpha: alpha, opaque: largest))
        }
      }
    }
    initialized = count * 3
  }
}

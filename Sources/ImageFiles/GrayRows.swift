import Imaging

extension GrayImage {
  /// Calls `body` with every row as 8-bit gray: `width` bytes, 0 black, rounded to nearest.
  func forEachByteRow<Failure: Error>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var row = [UInt8](repeating: 0, count: width)
    for y in 0..<height {
      samples.withUnsafeBufferPointer { source in
        let line = UnsafeBufferPointer(rebasing: source[(y * width)..<((y + 1) * width)])
        row.withUnsafeMutableBufferPointer { target in
          for x in 0..<width { target[x] = Imaging.roundedTo8Bits(line[x]) }
        }
      }
      try row.withUnsafeBufferPointer(body)
    }
  }

  /// Calls `body` with every row packed to bits, the first pixel in the highest; padding bits are 0.
  ///
  /// - Parameter one: Which side of one half a set bit stands for.
  func forEachBitRow<Failure: Error>(
    one: BilevelTone, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Void
  ) throws(Failure) {
    var row = [UInt8](repeating: 0, count: (width + 7) / 8)
    let flip: UInt16 = one == .white ? 0 : 1
    for y in 0..<height {
      samples.withUnsafeBufferPointer { source in
        let line = source[(y * width)..<((y + 1) * width)]
        for index in row.indices {
          let first = line.startIndex + index * 8
          let last = min(first + 8, line.endIndex)
          var bits: UInt16 = 0
          for x in first..<last { bits = bits << 1 | (line[x] >> 15 ^ flip) }
          row[index] = UInt8(truncatingIfNeeded: bits << UInt16(8 - (last - first)))
        }
      }
      try row.withUnsafeBufferPointer(body)
    }
  }
}

/// The two tones of a bilevel picture.
enum BilevelTone {
  case black, white
}

import Imaging

/// A picture in continuous grays, 0 = black, 255 = white: `[height, width]`.
struct Picture {
  let width: Int
  let height: Int
  let samples: [Float]

  /// A part of the picture with about so many pixels, averaged down but never enlarged.
  ///
  /// - Parameter part: In pixels of the picture, within it.
  func reduced(part: PixelBox, toWidth targetWidth: Int, height targetHeight: Int) -> Picture {
    let columns = Self.shares(part.x, part.width, min(targetWidth, part.width))
    let rows = Self.shares(part.y, part.height, min(targetHeight, part.height))
    var result = [Float](repeating: 0, count: rows.count * columns.count)
    var line = [Float](repeating: 0, count: columns.count)
    samples.withUnsafeBufferPointer { samples in
      for (y, range) in rows.enumerated() {
        for index in line.indices { line[index] = 0 }
        for row in range {
          let base = row * width
          for (x, range) in columns.enumerated() {
            var sum: Float = 0
            var column = range.lowerBound
            while column < range.upperBound {
              sum += samples[base + column]
              column += 1
            }
            line[x] += sum / Float(range.count)
          }
        }
        for x in line.indices { result[y * columns.count + x] = line[x] / Float(range.count) }
      }
    }
    return Picture(width: columns.count, height: rows.count, samples: result)
  }

  /// Divides a run of pixels into parts of about the same length.
  private static func shares(_ start: Int, _ length: Int, _ count: Int) -> [Range<Int>] {
    (0..<max(1, count)).map { index in
      start + index * length / max(1, count)..<start + (index + 1) * length / max(1, count)
    }
  }

  /// The gray at a place between pixels' centres, bilinear; the picture's edge goes on outside it.
  @inline(__always)
  func gray(x: Double, y: Double) -> Float {
    let px = min(max(x - 0.5, 0), Double(width - 1))
    let py = min(max(y - 0.5, 0), Double(height - 1))
    let (column, row) = (min(Int(px), max(0, width - 2)), min(Int(py), max(0, height - 2)))
    let (fx, fy) = (Float(px - Double(column)), Float(py - Double(row)))
    let right = width > 1 ? 1 : 0
    let below = height > 1 ? width : 0
    let base = row * width + column
    let upper = samples[base] + (samples[base + right] - samples[base]) * fx
    let lower = samples[base + below] + (samples[base + below + right] - samples[base + below]) * fx
    return upper + (lower - upper) * fy
  }
}

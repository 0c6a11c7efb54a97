/// A gray plane in floating point: `[height, width]`, 0 = black, 1 = white; values outside are allowed in between.
public struct FloatImage: Sendable, Equatable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The values, `[height, width]`, rows from the top.
  public var values: [Float]

  /// Makes an image from values.
  ///
  /// - Precondition: `values.count == width * height`.
  public init(width: Int, height: Int, values: [Float]) {
    precondition(width > 0 && height > 0 && values.count == width * height)
    self.width = width
    self.height = height
    self.values = values
  }

  /// Makes an image of one value.
  public init(width: Int, height: Int, filledWith value: Float) {
    self.init(width: width, height: height, values: Array(repeating: value, count: width * height))
  }

  /// The floating-point image of a gray plane.
  public init(_ image: GrayImage) {
    self.init(width: image.width, height: image.height, values: image.samples.map { Float($0) * (1 / 65535) })
  }

  /// Replaces every value by a function of it and its place.
  @inline(__always)
  public mutating func map(_ change: (_ value: Float, _ x: Int, _ y: Int) -> Float) {
    let (width, height) = (width, height)
    values.withUnsafeMutableBufferPointer { values in
      for y in 0..<height {
        for x in 0..<width { values[y * width + x] = change(values[y * width + x], x, y) }
      }
    }
  }

  /// The part of the image from (x, y).
  ///
  /// - Precondition: The part lies within the image.
  public func crop(x: Int, y: Int, width: Int, height: Int) -> FloatImage {
    precondition(x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height)
    var part: [Float] = []
    part.reserveCapacity(width * height)
    for row in y..<y + height { part += values[row * self.width + x..<row * self.width + x + width] }
    return FloatImage(width: width, height: height, values: part)
  }

  /// The image mirrored left to right, top to bottom, or both.
  public func flipped(horizontally: Bool, vertically: Bool) -> FloatImage {
    guard horizontally || vertically else { return self }
    var result = self
    for y in 0..<height {
      let line = (vertically ? height - 1 - y : y) * width
      for x in 0..<width { result.values[y * width + x] = values[line + (horizontally ? width - 1 - x : x)] }
    }
    return result
  }
}

extension GrayImage {
  /// The 16-bit plane of a floating-point image, values outside [0, 1] moved to the nearest end.
  public init(_ image: FloatImage) {
    self.init(
      width: image.width, height: image.height,
      samples: image.values.map { UInt16(min(max($0, 0), 1) * 65535 + 0.5) })
  }
}

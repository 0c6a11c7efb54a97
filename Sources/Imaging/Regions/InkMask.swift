/// Which pixels of an image are ink: `[height, width]`, one byte a pixel, 1 where there is ink.
public struct InkMask: Sendable, Equatable {
  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The pixels, `[height, width]`, rows from the top; 0 or 1.
  public var pixels: [UInt8]

  /// Makes a mask.
  ///
  /// - Precondition: `pixels.count == width * height`.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The pixels of an image that are not lighter than a threshold.
  public init(_ image: GrayImage, threshold: UInt16) {
    let pixels = [UInt8](unsafeUninitializedCapacity: image.samples.count) { output, initialized in
      image.samples.withUnsafeBufferPointer { input in
        for place in 0..<input.count { output[place] = input[place] > threshold ? 0 : 1 }
      }
      initialized = image.samples.count
    }
    self.init(width: image.width, height: image.height, pixels: pixels)
  }

  /// The pixels of an image that are darker than a gray above 0.
  public init(_ image: GrayImage, isDarkerThan gray: UInt16) { self.init(image, threshold: gray - 1) }

  /// Takes away the straight runs of ink that are longer than text has them: rules, frames and the body of dark areas.
  ///
  /// A pixel beside such a run goes with it where no ink lies beyond, so that no fringe of a rule is left.
  ///
  /// - Parameters:
  ///   - horizontal: The longest run along a row that stays.
  ///   - vertical: The longest run along a column that stays.
  public mutating func removeLongRuns(horizontal: Int, vertical: Int) {
    var doomed = [UInt8](repeating: 0, count: pixels.count)
    let (width, height) = (width, height)
    pixels.withUnsafeBufferPointer { pixels in
      doomed.withUnsafeMutableBufferPointer { doomed in
        func mark(from first: Int, count: Int, step: Int, across: Int, limit: Int) {
          var start = 0
          for place in 0...count {
            if place < count, pixels[first + place * step] != 0 { continue }
            if place - start > limit {
              for inside in start..<place {
                let pixel = first + inside * step
                doomed[pixel] = 1
                for side in [-across, across] {
                  let (near, far) = (pixel + side, pixel + 2 * side)
                  guard near >= 0, near < pixels.count, pixels[near] != 0 else { continue }
                  if far < 0 || far >= pixels.count || pixels[far] == 0 { doomed[near] = 1 }
                }
              }
            }
            start = place + 1
          }
        }
        for y in 0..<height { mark(from: y * width, count: width, step: 1, across: width, limit: horizontal) }
        for x in 0..<width { mark(from: x, count: height, step: width, across: 1, limit: vertical) }
      }
    }
    for place in pixels.indices where doomed[place] != 0 { pixels[place] = 0 }
  }
}

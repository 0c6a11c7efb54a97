/// A gray plane: `[height, width]` 16-bit samples, 0 = black, 65535 = white (1.0).
///
/// Sixteen bits hold every 8-bit gray exactly (`v * 257`) and every 16-bit gray, in half the memory of
/// floats; an 8-bit writer rounds `v / 257`.
public struct GrayImage: Sendable, Equatable {
  /// The value of white.
  public static let white: UInt16 = .max

  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// The samples, `[height, width]`, rows from the top.
  public var samples: [UInt16]

  /// Makes an image from samples.
  ///
  /// - Precondition: `samples.count == width * height`.
  public init(width: Int, height: Int, samples: [UInt16]) {
    precondition(width > 0 && height > 0 && samples.count == width * height)
    self.width = width
    self.height = height
    self.samples = samples
  }

  /// Makes an image of one gray.
  public init(width: Int, height: Int, filledWith value: UInt16 = GrayImage.white) {
    self.init(width: width, height: height, samples: Array(repeating: value, count: width * height))
  }

  /// Makes an image that is white where a mask, `[height, width]`, holds and black elsewhere.
  ///
  /// - Precondition: `mask` has a whole number of rows of `width`.
  public init(_ mask: [Bool], width: Int) {
    self.init(width: width, height: mask.count / width, samples: mask.map { $0 ? .max : 0 })
  }
}

/// A decoded picture as its file holds it: whole samples, channels interleaved, rows from the top.
///
/// Palettes are looked up, CMYK is converted to RGB, min-is-white is inverted and depths below 8 bits are
/// widened to 8 by the decoder, so a raster always has 1 to 4 channels of 8 or 16 bits, 0 = black.
public struct Raster: Sendable, Equatable {
  /// What the interleaved channels mean. Alpha is straight (not premultiplied), the largest value opaque.
  public enum ColorModel: Sendable, Equatable, CaseIterable {
    case gray, grayAlpha, rgb, rgba

    /// Samples a pixel.
    public var channels: Int {
      switch self {
      case .gray: 1
      case .grayAlpha: 2
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  /// `[height, width, channels]` samples of one depth.
  public enum Samples: Sendable, Equatable {
    case bits8([UInt8])
    case bits16([UInt16])

    /// Number of samples.
    public var count: Int {
      switch self {
      case .bits8(let values): values.count
      case .bits16(let values): values.count
      }
    }
  }

  /// Pixels a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// What the channels mean.
  public let colorModel: ColorModel
  /// The samples, `[height, width, colorModel.channels]`.
  public let samples: Samples

  /// Makes a raster from samples.
  ///
  /// - Precondition: `samples.count == width * height * colorModel.channels`.
  public init(width: Int, height: Int, colorModel: ColorModel, samples: Samples) {
    precondition(width > 0 && height > 0 && samples.count == width * height * colorModel.channels)
    self.width = width
    self.height = height
    self.colorModel = colorModel
    self.samples = samples
  }
}

/// The shape of one sample between two layers: channels-last feature maps, or a vector as 1 × 1 × channels.
public struct FeatureShape: Sendable, Equatable, Hashable, Codable, CustomStringConvertible {
  /// Rows.
  public var height: Int
  /// Columns.
  public var width: Int
  /// Features a position.
  public var channels: Int

  /// Makes a shape.
  public init(height: Int, width: Int, channels: Int) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// Floats in one sample.
  public var count: Int { height * width * channels }
  /// Positions in one sample.
  public var pixels: Int { height * width }
  /// `height × width × channels`.
  public var description: String { "\(height)×\(width)×\(channels)" }
}

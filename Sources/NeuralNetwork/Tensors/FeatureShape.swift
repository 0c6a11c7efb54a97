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

  /// The shape of maps of one extent whose channels lie one behind another.
  init(joining shapes: [FeatureShape]) {
    self.init(
      height: shapes[0].height, width: shapes[0].width, channels: shapes.reduce(0) { $0 + $1.channels })
  }

  /// Channels that a network may have anywhere; bounds filters and units, so that no product overflows.
  static let largestChannels = 1 << 20
  /// Rows or columns that a feature map may have.
  static let largestExtent = 1 << 20
  /// Positions that a feature map may have.
  static let largestPixels = 1 << 30

  /// Whether the shape is one that a network may have: within bounds that keep all products in range.
  var isReasonable: Bool {
    (1...Self.largestExtent).contains(height) && (1...Self.largestExtent).contains(width)
      && pixels <= Self.largestPixels && (1...Self.largestChannels).contains(channels)
  }

  /// Floats in one sample.
  public var count: Int { height * width * channels }
  /// Positions in one sample.
  public var pixels: Int { height * width }
  /// `height × width × channels`.
  public var description: String { "\(height)×\(width)×\(channels)" }
}

import Imaging

/// A page as one gray plane, 0 = black.
public struct GrayPage: PagePayload, Equatable {
  /// "gray page".
  public static var kind: String { "gray page" }

  /// The plane, `[height, width]`.
  public var image: GrayImage
  /// What is known of the page beside its pixels.
  public var info: PageInfo

  /// Makes a gray page.
  public init(image: GrayImage, info: PageInfo) {
    self.image = image
    self.info = info
  }

  /// This plane, the cleaned one and the encoded page.
  public var memoryNeeded: Int { image.samples.count * 5 }
}

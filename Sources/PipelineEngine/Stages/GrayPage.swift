import Imaging
import PageText

/// A page as one gray plane, 0 = black, with its colours beside it where they are kept.
public struct GrayPage: PagePayload, Equatable {
  /// "gray page".
  public static var kind: String { "gray page" }

  /// The plane, `[height, width]`, with dark print on light paper.
  public var image: GrayImage
  /// Whether the page came in as a negative of the plane, light print on dark, and is to be written as one.
  public var isNegative = false
  /// The page in the colours that it came in, whose hues it is to be written with; `nil` where it has none or they are
  /// not kept.
  public var colours: RGBImage?
  /// Where pictures were found on it; `nil` where there are none or nobody looked.
  public var pictures: PictureArea?
  /// The text on the page, once it has been read.
  public var text: PageText?
  /// What is known of the page beside its pixels.
  public var info: PageInfo

  /// Makes a gray page.
  ///
  /// - Precondition: The colours have the size of the plane.
  public init(image: GrayImage, info: PageInfo, colours: RGBImage? = nil) {
    precondition(colours.map { $0.width == image.width && $0.height == image.height } ?? true)
    self.image = image
    self.colours = colours
    self.info = info
  }

  /// The plane as it is written.
  public var written: GrayImage { isNegative ? image.inverted : image }

  /// This plane, the cleaned one, the colours, the encoded page and, of a negative, the plane as it is written.
  public var memoryNeeded: Int { image.samples.count * ((colours == nil ? 5 : 10) + (isNegative ? 2 : 0)) }
}

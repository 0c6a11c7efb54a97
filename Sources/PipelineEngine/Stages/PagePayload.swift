import ImageFiles
import Imaging

/// What flows from one stage to the next: a page in one of its forms.
///
/// A stage names the form it takes and the form it gives as types, so that a pipeline is checked when it is
/// assembled and nothing is cast while pages run. Modules above the engine add forms of their own.
public protocol PagePayload: Sendable {
  /// The form's name in messages and help, such as "gray page".
  static var kind: String { get }

  /// Bytes that cleaning this page takes in memory at once, roughly, from here to the end of the pipeline.
  var memoryNeeded: Int { get }
}

/// What is known of a page beside its pixels; every form of the page carries it to the encoder.
public struct PageInfo: Sendable, Equatable {
  /// The document the page came from, as messages name it.
  public var sourceName: String
  /// The page's place in its document, from 1.
  public var pageNumber: Int
  /// How many pages the document has, where that is known before the last.
  public var pageCount: Int?
  /// The format of the document.
  public var format: ImageFormat
  /// Pixels a unit of length, where the document says.
  public var resolution: Resolution?
  /// Whether the document held one bit a pixel.
  public var isBilevel: Bool
  /// What the stages that it came through say of it.
  public var remarks: [PageRemark] = []

  /// Makes the description of a page.
  public init(
    sourceName: String, pageNumber: Int, pageCount: Int? = nil, format: ImageFormat, resolution: Resolution?,
    isBilevel: Bool
  ) {
    self.sourceName = sourceName
    self.pageNumber = pageNumber
    self.pageCount = pageCount
    self.format = format
    self.resolution = resolution
    self.isBilevel = isBilevel
  }
}

extension Page: PagePayload {
  /// "page": the raster as decoded.
  public static var kind: String { "page" }

  /// The raster, a gray plane before and one after cleaning, and the encoded page, in colour where the raster is.
  ///
  /// Where colours are kept, they are the raster, or take the place of it.
  public var memoryNeeded: Int {
    let bytes =
      switch raster.samples {
      case .bits8(let samples): samples.count
      case .bits16(let samples): samples.count * 2
      }
    let encoded =
      switch raster.colorModel {
      case .gray, .grayAlpha: 1
      case .rgb, .rgba: 3
      }
    return bytes + raster.width * raster.height * (4 + encoded)
  }

  /// What is known of the page beside its pixels.
  public var info: PageInfo {
    PageInfo(
      sourceName: sourceName, pageNumber: pageNumber, pageCount: pageCount, format: format,
      resolution: resolution, isBilevel: isBilevel)
  }
}

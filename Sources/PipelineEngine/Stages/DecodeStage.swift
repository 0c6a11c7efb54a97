import ImageFiles

/// Reads PNG, TIFF, JPEG and PNM documents, told apart by content.
public struct DecodeStage: DecodingStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// Pixels a page may have.
    public var maxPixels = 500_000_000
    /// Bytes that decoding a page may take.
    public var maxMemory: Int?

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "maxPixels", "pixels a page may have; larger ones are refused from their header"),
        ParameterDocumentation(
          "maxMemory", "bytes that decoding a page may take; without it, only maxPixels counts"),
      ]
    }
  }

  /// "decode".
  public static var name: String { "decode" }
  /// What the stage does.
  public static var summary: String { "Reads PNG, TIFF, JPEG and PNM pages, told apart by content." }

  private let limits: DecodingLimits

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    guard parameters.maxPixels > 0 else {
      throw ParameterError("maxPixels", "must be at least 1, not \(parameters.maxPixels)")
    }
    if let bytes = parameters.maxMemory, bytes < 1 {
      throw ParameterError("maxMemory", "must be at least 1, not \(bytes)")
    }
    var limits = DecodingLimits()
    limits.maxPixels = parameters.maxPixels
    limits.maxMemory = parameters.maxMemory
    self.limits = limits
  }

  /// The document's pages. After a bad page of a multi-page TIFF the next call goes on with the page after it.
  public func pages(of document: Document) throws -> PageSequence<Page> {
    let reader = try ImageReader(bytes: document.bytes, name: document.name, limits: limits)
    return PageSequence(sizeOfNext: { reader.largestSizeOfNextPage }) { try reader.nextPage() }
  }
}

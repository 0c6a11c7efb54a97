import ImageFiles
import Imaging

/// Writes pages as image files.
public struct EncodeStage: EncodingStage {
  /// The format of the result.
  public enum Format: String, Codable, Sendable, CaseIterable {
    case same, png, tiff, jpeg, pnm

    /// The image format, or `nil` for the document's own.
    public var imageFormat: ImageFormat? { ImageFormat(rawValue: rawValue) }
  }

  /// The depth of the result.
  public enum Depth: String, Codable, Sendable, CaseIterable {
    case auto, gray, bilevel
  }

  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The format of the result.
    public var format = Format.same
    /// The depth of the result.
    public var depth = Depth.auto
    /// How hard to compress PNG and, but for bilevel pages, TIFF.
    public var compression: Int?
    /// The quality of JPEG.
    public var quality: Int?

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "format", "format of the result; 'same' is the format of the document",
          values: Format.allCases.map(\.rawValue)),
        ParameterDocumentation(
          "depth",
          "'gray' is 8 bits, 'bilevel' 1 bit by Otsu's threshold; 'auto' is as the page came, in colour where "
            + "'normalise' has kept it",
          values: Depth.allCases.map(\.rawValue)),
        ParameterDocumentation(
          "compression",
          "effort of PNG and TIFF, 0 (stored) to 9 (small and slow); 1 unless set; no effect on bilevel TIFF and other "
            + "formats"),
        ParameterDocumentation("quality", "quality of JPEG, 1 to 100"),
      ]
    }
  }

  /// "encode".
  public static var name: String { "encode" }
  /// What the stage does.
  public static var summary: String {
    "Writes the pages as 8-bit gray, bilevel or colour images, in the document's own format or another."
  }

  private let parameters: Parameters

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    if let level = parameters.compression, !(0...9).contains(level) {
      throw ParameterError("compression", "must be from 0 to 9, not \(level)")
    }
    if let quality = parameters.quality, !(1...100).contains(quality) {
      throw ParameterError("quality", "must be from 1 to 100, not \(quality)")
    }
    self.parameters = parameters
  }

  /// Starts a document.
  public func makeEncoder() throws -> Encoder { Encoder(parameters: parameters) }

  /// The document's own file name; with the extension of the format, unless the format is the document's own
  /// or the name already ends so.
  public func outputName(for name: String) -> String {
    guard let format = parameters.format.imageFormat else { return name }
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let fileExtension = name[dot...].dropFirst().lowercased()
    if format.usualExtensions.contains(fileExtension) { return name }
    let stem = ImageFormat.allUsualExtensions.contains(fileExtension) ? String(name[..<dot]) : name
    return stem + "." + format.fileExtension
  }

  /// Encodes the pages of one document.
  public struct Encoder: DocumentEncoder {
    let parameters: Parameters
    private var writer: ImageWriter?
    private var format: ImageFormat?
    private var waiting: EncodedFile?

    init(parameters: Parameters) { self.parameters = parameters }

    /// Adds a page: to the document's only file where the format holds several pages, to a file of its own
    /// otherwise.
    public mutating func append(_ page: GrayPage) throws -> [EncodedFile] {
      let format = self.format ?? parameters.format.imageFormat ?? page.info.format
      self.format = format
      if format.holdsSeveralPages {
        let writer = try self.writer ?? ImageWriter(format: format, options: options, name: page.info.sourceName)
        try write(page, to: writer)
        self.writer = writer
        return []
      }
      let single = try ImageWriter(format: format, options: options, name: page.info.sourceName)
      try write(page, to: single)
      let bytes = try single.finish()
      // Where the pages are not counted beforehand, the first has to wait for another: the only page of a document
      // gives a file without a number.
      guard page.info.pageNumber > 1 || (page.info.pageCount ?? 1) > 1 else {
        waiting = EncodedFile(bytes: bytes)
        return []
      }
      var files: [EncodedFile] = []
      if var first = waiting {
        first.pageNumber = 1
        files.append(first)
        waiting = nil
      }
      return files + [EncodedFile(bytes: bytes, pageNumber: page.info.pageNumber)]
    }

    /// The file of all pages, or of the only one.
    public mutating func finish() throws -> [EncodedFile] {
      if let writer { return [EncodedFile(bytes: try writer.finish())] }
      return waiting.map { [$0] } ?? []
    }

    private func write(_ page: GrayPage, to writer: ImageWriter) throws {
      let resolution = page.info.resolution
      let isBilevel = parameters.depth == .auto ? page.info.isBilevel : parameters.depth == .bilevel
      if isBilevel {
        try writer.append(page.image.binarized(), bilevel: true, resolution: resolution)
      } else if parameters.depth == .auto, let colours = page.colours {
        try writer.append(RecolouredImage(colours, luma: page.image), resolution: resolution)
      } else {
        try writer.append(page.image, bilevel: false, resolution: resolution)
      }
    }

    private var options: EncodingOptions {
      var options = EncodingOptions()
      if let level = parameters.compression { options.compressionLevel = level }
      if let quality = parameters.quality { options.jpegQuality = quality }
      return options
    }
  }
}

extension ImageFormat {
  /// Whether one file of the format holds several pages.
  var holdsSeveralPages: Bool { self == .tiff || self == .pnm }

  /// The file name extensions of the format, lower case.
  var usualExtensions: [String] {
    switch self {
    case .png: ["png"]
    case .tiff: ["tif", "tiff"]
    case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
    case .pnm: ["pnm", "pbm", "pgm", "ppm", "pam"]
    }
  }

  /// The extensions of all formats.
  static var allUsualExtensions: [String] { allCases.flatMap(\.usualExtensions) }
}

import ImageFiles
import Imaging
import PageText

/// Writes pages as image files, and the text on them beside.
public struct EncodeStage: EncodingStage {
  /// The format of the result.
  public enum Format: String, Codable, Sendable, CaseIterable {
    case same, png, tiff, jpeg, pnm

    /// The format that files with an extension, in lower case, usually have; `nil` for one that is no image's.
    public init?(fileExtension: String) {
      guard let format = ImageFormat(fileExtension: fileExtension) else { return nil }
      self.init(rawValue: format.rawValue)
    }

    /// The image format, or `nil` for the document's own.
    public var imageFormat: ImageFormat? { ImageFormat(rawValue: rawValue) }
  }

  /// The depth of the result.
  public enum Depth: String, Codable, Sendable, CaseIterable {
    case auto, gray, bilevel
  }

  /// The format of the text beside the result.
  public enum Text: String, Codable, Sendable, CaseIterable {
    case none, txt, tsv, hocr, alto, jsonl

    /// The text format, or `nil` for no text.
    public var textFormat: TextFormat? { TextFormat(rawValue: rawValue) }
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
    /// The format of the text beside the result.
    public var text = Text.none

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
        ParameterDocumentation(
          "text", "format of the text that is written beside the images, a file a document; needs stages that read it",
          values: Text.allCases.map(\.rawValue)),
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
    if parameters.text != .none { try context.checkReading(for: Self.name, key: "text") }
    self.parameters = parameters
  }

  /// The extension of the text beside the result.
  public var companionExtension: String? { parameters.text.textFormat?.fileExtension }

  /// Starts a document.
  public func makeEncoder() throws -> Encoder { Encoder(parameters: parameters) }

  /// The document's own file name; with the extension of the format, unless the format is the document's own
  /// or the name already ends so.
  public func outputName(for name: String) -> String {
    guard let format = parameters.format.imageFormat else { return name }
    if ImageFormat(fileExtension: fileExtension(of: name)) == format { return name }
    return replacingImageExtension(of: name, with: format.fileExtension)
  }

  /// Encodes the pages of one document.
  public struct Encoder: DocumentEncoder {
    let parameters: Parameters
    private var writer: ImageWriter?
    private var format: ImageFormat?
    private var waiting: EncodedFile?
    private var text: TextEncoder?

    init(parameters: Parameters) {
      self.parameters = parameters
      text = parameters.text.textFormat.map { TextEncoder($0.writer()) }
    }

    /// Adds a page: to the document's only file where the format holds several pages, to a file of its own
    /// otherwise. Its text goes to the only file of the text.
    public mutating func append(_ page: GrayPage) throws -> [EncodedFile] {
      if text != nil { _ = try page.readText() }
      let files = try appendImage(of: page)
      try text?.append(page)
      return files
    }

    private mutating func appendImage(of page: GrayPage) throws -> [EncodedFile] {
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

    /// The file of all pages, or of the only one, and that of their text.
    public mutating func finish() throws -> [EncodedFile] {
      let images = try writer.map { [EncodedFile(bytes: try $0.finish())] } ?? waiting.map { [$0] } ?? []
      let fileExtension = parameters.text.textFormat?.fileExtension
      return images + (text?.finish().map { [EncodedFile(bytes: $0, fileExtension: fileExtension)] } ?? [])
    }

    private func write(_ page: GrayPage, to writer: ImageWriter) throws {
      let resolution = page.info.resolution
      let isBilevel = parameters.depth == .auto ? page.info.isBilevel : parameters.depth == .bilevel
      if isBilevel {
        try writer.append(page.written.binarized(), bilevel: true, resolution: resolution)
      } else if parameters.depth == .auto, let colours = page.colours {
        try writer.append(
          RecolouredImage(colours, luma: page.image, isNegative: page.isNegative), resolution: resolution)
      } else {
        try writer.append(page.written, bilevel: false, resolution: resolution)
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

  /// The format that files with an extension, in lower case, usually have; `nil` for one that is no image's.
  init?(fileExtension: String) {
    guard let format = Self.allCases.first(where: { $0.usualExtensions.contains(fileExtension) }) else { return nil }
    self = format
  }
}

/// A file name with another extension; one that is no image's stays in the name.
func replacingImageExtension(of name: String, with other: String) -> String {
  let dot = name.lastIndex(of: ".") ?? name.endIndex
  let isImage = ImageFormat(fileExtension: fileExtension(of: name)) != nil
  return (isImage ? String(name[..<dot]) : name) + "." + other
}

import PageText
import Synchronization

/// Writes the text of pages, a file a document.
///
/// Where the documents of a run go to one result, their pages follow each other in it, numbered through.
public struct WriteTextStage: EncodingStage {
  /// What a pipeline file may set.
  public struct Parameters: StageParameters, Equatable {
    /// The format of the result.
    public var format = TextFormat.txt
    /// Whether words that are divided at line ends are joined.
    public var joinHyphens = false

    /// The defaults.
    public init() {}

    /// The documentation of every key.
    public static var documentation: [ParameterDocumentation] {
      [
        ParameterDocumentation(
          "format",
          "plain text, Tesseract's table, hOCR 1.2, ALTO 4, or a JSON object a character with what else it may be",
          values: TextFormat.allCases.map(\.rawValue)),
        ParameterDocumentation(
          "joinHyphens", "whether words that are divided at line ends are joined; changes plain text only"),
      ]
    }
  }

  /// "write-text".
  public static var name: String { "write-text" }
  /// What the stage does.
  public static var summary: String { "Writes the text that was read on the pages, a file a document." }
  /// `true`.
  public static var writesText: Bool { true }

  private let format: TextFormat
  private let writer: any TextWriter
  /// The pages that are written, where documents go to one result.
  private let joined: JoinedPages?

  /// Makes the stage.
  public init(_ parameters: Parameters, context: StageContext) throws {
    try context.checkReading(for: Self.name, key: "format")
    format = parameters.format
    writer = parameters.format.writer(joinsHyphens: parameters.joinHyphens)
    joined = context.joinsDocuments ? JoinedPages() : nil
  }

  /// Starts a document, or goes on with the one result.
  public func makeEncoder() throws -> Encoder { Encoder(writer: writer, joined: joined) }

  /// The document's file name with the extension of the format.
  public func outputName(for name: String) -> String { replacingImageExtension(of: name, with: format.fileExtension) }

  /// What ends the one result; nothing where no page was written.
  public var endOfJoined: [UInt8] { (joined?.count ?? 0) > 0 ? writer.end : [] }

  /// Counts the pages of the one result; its documents come one after the other.
  fileprivate final class JoinedPages: Sendable {
    private let pages = Mutex(0)
    var count: Int { pages.withLock { $0 } }
    func add() { pages.withLock { $0 += 1 } }
  }

  /// Writes the pages of one document.
  public struct Encoder: DocumentEncoder {
    private let writer: any TextWriter
    private var text: TextEncoder
    private let joined: JoinedPages?

    fileprivate init(writer: any TextWriter, joined: JoinedPages?) {
      self.writer = writer
      text = TextEncoder(writer)
      self.joined = joined
    }

    /// Adds a page; one result of several documents gets it at once.
    public mutating func append(_ page: GrayPage) throws -> [EncodedFile] {
      guard let joined else {
        try text.append(page)
        return []
      }
      let read = try page.readText()
      let number = joined.count + 1
      joined.add()
      let place = PagePlace(document: page.info.sourceName, page: page.info.pageNumber, number: number)
      return [EncodedFile(bytes: (number == 1 ? writer.beginning(of: nil) : []) + writer.page(read, at: place))]
    }

    /// The file of all pages; nothing where they are written.
    public mutating func finish() throws -> [EncodedFile] { text.finish().map { [EncodedFile(bytes: $0)] } ?? [] }
  }
}

/// One step of a pipeline, selected by name and set up by parameters in a pipeline file.
///
/// A stage conforms through one of ``DecodingStage``, ``PageStage``, ``EncodingStage`` or ``TrainingStage``.
/// It is made once, before the first page is read, and then used from several threads at once.
public protocol PipelineStage: Sendable {
  /// The stage's parameters, with a default for every key.
  associatedtype Parameters: StageParameters

  /// The name in pipeline files, lower case with hyphens.
  static var name: String { get }
  /// What the stage does, in one sentence.
  static var summary: String { get }
  /// The form of page the stage takes, as messages name it.
  static var takes: String { get }
  /// The form of page the stage gives, as messages name it.
  static var gives: String { get }

  /// Makes the stage, loading whatever it needs.
  ///
  /// - Throws: ``ParameterError`` for a value that cannot be used (it is reported with the value's line), or
  ///   any other error, which is reported with the stage's line.
  init(_ parameters: Parameters, context: StageContext) throws
}

/// A stage that turns the bytes of a document into pages; the first of a page pipeline.
public protocol DecodingStage: PipelineStage {
  /// The form of the pages.
  associatedtype Output: PagePayload

  /// The document's pages in order, decoded as they are asked for.
  ///
  /// - Throws: ``PageError`` or an image file error when the document is none that can be read.
  func pages(of document: Document) throws -> PageSequence<Output>
}

/// A stage that turns a page of one form into a page of the same or another form.
public protocol PageStage: PipelineStage {
  /// The form it takes.
  associatedtype Input: PagePayload
  /// The form it gives.
  associatedtype Output: PagePayload

  /// Whether the pages it gives have the text that is on them; `false` unless the stage says otherwise.
  static var readsText: Bool { get }

  /// Processes one page. Called from several threads at once, a page each.
  ///
  /// - Throws: ``PageError`` when the page cannot be processed; the other pages go on.
  func process(_ page: Input) throws -> Output
}

/// A stage that turns the pages of a document into files; the last of a page pipeline.
public protocol EncodingStage: PipelineStage {
  /// The form of the pages it takes.
  associatedtype Input: PagePayload
  /// What encodes one document.
  associatedtype Encoder: DocumentEncoder where Encoder.Input == Input

  /// Whether results are text: a terminal may show them, and the results of several documents may follow each other as
  /// one; `false` unless the stage says otherwise.
  static var writesText: Bool { get }

  /// Starts a document.
  func makeEncoder() throws -> Encoder

  /// The file name of the result for a document of this file name; known before the document is read, so
  /// that an existing result is noticed early.
  func outputName(for name: String) -> String

  /// The extension of a second file that is written beside the result; `nil` unless the stage says otherwise.
  var companionExtension: String? { get }

  /// What ends the one result of several documents; nothing unless the stage says otherwise.
  var endOfJoined: [UInt8] { get }
}

/// Encodes the pages of one document.
public protocol DocumentEncoder<Input> {
  /// The form of the pages it takes.
  associatedtype Input: PagePayload

  /// Adds the next page, and returns the files that are complete by now.
  mutating func append(_ page: Input) throws -> [EncodedFile]

  /// Ends the document, and returns the files that were still open.
  mutating func finish() throws -> [EncodedFile]
}

/// A finished file of a document.
public struct EncodedFile: Sendable, Equatable {
  /// The file's bytes.
  public var bytes: [UInt8]
  /// The page it holds, from 1, when the format holds one page a file and the document has more than one;
  /// `nil` when it holds the whole document.
  public var pageNumber: Int?
  /// The extension that takes the place of the result's, for a second file beside it; `nil` for the result.
  public var fileExtension: String?

  /// Makes a finished file.
  public init(bytes: [UInt8], pageNumber: Int? = nil, fileExtension: String? = nil) {
    self.bytes = bytes
    self.pageNumber = pageNumber
    self.fileExtension = fileExtension
  }
}

/// A document of a run: its name and its bytes.
public struct Document: Sendable {
  /// The name in messages: the path as the user would type it, or "standard input".
  public let name: String
  /// The path below the input folder it was found in (or its file name), by which references are matched.
  public let relativePath: String
  /// The whole file.
  public let bytes: [UInt8]
  /// Its place among the documents of the run, from 1.
  public var number = 1

  /// Makes a document.
  public init(name: String, relativePath: String, bytes: [UInt8]) {
    self.name = name
    self.relativePath = relativePath
    self.bytes = bytes
  }
}

/// The pages of one document, one after the other; used by one thread at a time.
///
/// An error from ``next()`` concerns one page. The next call goes on with the page after it, or returns `nil`
/// when there is no going on.
public struct PageSequence<Element: PagePayload> {
  private let body: () throws -> Element?
  /// Bytes that decoding the page after this takes, at most; `nil` where that is not known, or there is none.
  let sizeOfNext: () -> Int?

  /// Makes a sequence from what yields the next page, or `nil` at the end.
  ///
  /// - Parameter sizeOfNext: Bytes that decoding the next page takes at most, where that is known beforehand; such a
  ///   page is decoded on another thread while the one before is computed.
  public init(sizeOfNext: @escaping () -> Int? = { nil }, next body: @escaping () throws -> Element?) {
    self.body = body
    self.sizeOfNext = sizeOfNext
  }

  /// The next page, or `nil` at the end.
  public func next() throws -> Element? { try body() }

  func map<Output>(_ transform: @escaping (Element) throws -> Output) -> PageSequence<Output> {
    let body = self.body
    return PageSequence<Output> { try body().map(transform) }
  }
}

extension DecodingStage {
  /// "bytes".
  public static var takes: String { "bytes" }
  /// The form of the pages.
  public static var gives: String { Output.kind }
}

extension PageStage {
  /// `false`.
  public static var readsText: Bool { false }
  /// The form it takes.
  public static var takes: String { Input.kind }
  /// The form it gives.
  public static var gives: String { Output.kind }
}

extension EncodingStage {
  /// `false`.
  public static var writesText: Bool { false }
  /// `nil`.
  public var companionExtension: String? { nil }
  /// Nothing.
  public var endOfJoined: [UInt8] { [] }
  /// The form it takes.
  public static var takes: String { Input.kind }
  /// "bytes".
  public static var gives: String { "bytes" }
}

import PageText

/// Gathers the text of a document's pages for one file.
struct TextEncoder {
  private let writer: any TextWriter
  private var bytes: [UInt8] = []
  private var hasPages = false

  init(_ writer: any TextWriter) { self.writer = writer }

  /// Adds a page.
  ///
  /// - Throws: ``PageError`` for a page that has not been read.
  mutating func append(_ page: GrayPage) throws {
    let text = try page.readText()
    let name = page.info.sourceName
    if !hasPages { bytes = writer.beginning(of: name) }
    hasPages = true
    bytes += writer.page(text, at: PagePlace(document: name, page: page.info.pageNumber))
  }

  /// The file; `nil` where no page was added.
  func finish() -> [UInt8]? { hasPages ? bytes + writer.end : nil }
}

extension GrayPage {
  /// The text of the page.
  ///
  /// - Throws: ``PageError`` where it has not been read.
  func readText() throws(PageError) -> PageText {
    guard let text else { throw PageError("its text has not been read; \(readingRemedy) text is written") }
    return text
  }
}

extension StageContext {
  /// Refuses a stage that writes text where no stage before it reads any.
  ///
  /// - Parameters:
  ///   - stage: The stage's name.
  ///   - key: The key that has it write text.
  /// - Throws: ``ParameterError``.
  func checkReading(for stage: String, key: String) throws(ParameterError) {
    guard !readsText else { return }
    throw ParameterError(key, "asks for text that no stage before reads; \(readingRemedy) '\(stage)'")
  }
}

/// What a pipeline lacks that is to write text.
private let readingRemedy = "put 'segment' and 'classify' before"

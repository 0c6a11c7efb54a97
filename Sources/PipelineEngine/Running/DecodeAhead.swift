/// The pages of a document, the next being decoded while one is computed, where memory allows for both.
final class DecodeAhead<Element: PagePayload> {
  private let pages: PageSequence<Element>
  private let memory: DocumentMemory
  private var ahead: Background<Result<Element?, any Error>>?

  init(_ pages: PageSequence<Element>, memory: DocumentMemory) {
    self.pages = pages
    self.memory = memory
  }

  /// The next page, with its memory taken, or `nil` at the end.
  func next() throws -> Element? {
    let pages = self.pages
    let result = ahead?.wait() ?? Result { try pages.next() }
    ahead = nil
    guard let page = try result.get() else { return nil }
    memory.takePage(page.memoryNeeded)
    if let size = pages.sizeOfNext(), memory.reserveNext(size) {
      ahead = Background(name: "decode") { Result { try pages.next() } }
    }
    return page
  }
}

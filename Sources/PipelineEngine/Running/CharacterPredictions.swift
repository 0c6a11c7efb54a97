import PageText

/// Gathers what the characters of all pages of a run may be, for one file in the order of the documents.
final class CharacterPredictions: PageObserver {
  private let writer = JSONLinesWriter()
  private let spool = DocumentSpool()

  func observe(_ page: GrayPage, of document: Document, at point: ObservationPoint) {
    guard point == .output, let text = page.text else { return }
    // Documents are named as in the metrics, from the input folder.
    let place = PagePlace(document: document.relativePath, page: page.info.pageNumber)
    spool.append(writer.page(text, at: place), of: document.number)
  }

  func documentEnded(_ document: Document) {}

  /// Writes the file: a JSON object a character.
  ///
  /// - Throws: ``FileError`` when it cannot be written, or the characters could not be kept.
  func write(to path: String, replacing: Bool) throws(FileError) {
    try AtomicFile.write(to: path, replacing: replacing) { sink throws(FileError) in try spool.copy(to: sink) }
  }
}

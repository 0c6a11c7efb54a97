/// One document on its way through a pipeline, with what the run gives it.
struct DocumentRun: Sendable {
  let document: Document
  /// Whether finished pages are encoded, or only observed.
  var encodes = true
  var observer: (any PageObserver)?
  /// Waits until that much memory is free for the page just decoded.
  var willProcess: @Sendable (_ bytes: Int) -> Void = { _ in }
  /// Counts a page that went through.
  var pageDone: @Sendable () -> Void = {}

  init(document: Document) { self.document = document }

  func willProcess(bytes: Int) { willProcess(bytes) }

  func observe<P: PagePayload>(_ page: P, at point: ObservationPoint) {
    guard let observer, let gray = page as? GrayPage else { return }
    observer.observe(gray, of: document, at: point)
  }
}

/// What became of one document.
struct DocumentResult: Sendable {
  /// Pages that went through.
  var pages = 0
  /// The pages that did not.
  var failures: [PageFailure] = []
  /// What ended the document before its last page: a file that could not be written. It is among the failures too.
  var writingError: (any Error)?
}

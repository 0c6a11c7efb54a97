/// One document on its way through a pipeline, with what the run gives it.
struct DocumentRun {
  let document: Document
  /// Whether finished pages are encoded, or only observed.
  var encodes = true
  var observer: (any PageObserver)?
  /// The memory of its pages in flight; without bounds unless the run sets some.
  var memory = DocumentMemory(take: { _ in }, tryToTake: { _ in true })
  /// Counts a page that went through.
  var pageDone: @Sendable () -> Void = {}

  init(document: Document) { self.document = document }

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
  /// What stages said of its pages, in their order.
  var remarks: [(page: Int?, remark: PageRemark)] = []
  /// Pages that went through as they were before they were cleaned.
  var passedThrough: Int { remarks.count { $0.remark.kind == .passedThrough } }
  /// What ended the document before its last page: a file that could not be written. It is among the failures too.
  var writingError: (any Error)?
}

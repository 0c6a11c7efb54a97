/// Where in a pipeline an observer sees a page.
public enum ObservationPoint: Sendable, Equatable {
  /// The first gray plane of a page, before cleaning.
  case input
  /// The last one, as it goes to the encoder.
  case output
}

/// Sees the gray planes of pages on their way, as the measurement of errors against references does.
public protocol PageObserver: Sendable {
  /// Sees a plane; called from the thread that runs the document, in page order. A page can end between the
  /// two points, when a stage fails.
  func observe(_ page: GrayPage, of document: Document, at point: ObservationPoint)

  /// Sees that a document has ended, whether all of its pages came through or not.
  func documentEnded(_ document: Document)
}

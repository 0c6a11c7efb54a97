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
}

/// A page or document that failed.
public struct PageFailure: Sendable, CustomStringConvertible {
  /// The document's name.
  public let document: String
  /// The page, from 1, or `nil` when it is the document as a whole.
  public internal(set) var page: Int?
  /// The exit code it leads to.
  public let status: ExitStatus
  /// What went wrong.
  public let reason: String

  /// Makes a failure of an error. An error that begins with the document's name loses it, as the name is added here.
  public init(document: String, page: Int?, error: any Error) {
    self.document = document
    self.page = page
    status = exitStatus(of: error)
    let text = String(describing: error)
    reason = text.hasPrefix(document + ": ") ? String(text.dropFirst(document.count + 2)) : text
  }

  /// `document, page N: reason`.
  public var description: String {
    guard let page else { return "\(document): \(reason)" }
    return "\(document), page \(page): \(reason)"
  }
}

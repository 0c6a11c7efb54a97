import ImageFiles

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

  /// Makes a failure of an error.
  ///
  /// An error that says the document's name or page itself loses them, as they are added here.
  public init(document: String, page: Int?, error: any Error) {
    self.document = document
    status = exitStatus(of: error)
    if let error = error as? ImageFileError, error.name == document {
      self.page = page ?? error.page
      reason = error.reason
      return
    }
    self.page = page
    let text = String(describing: error)
    reason = text.hasPrefix(document + ": ") ? String(text.dropFirst(document.count + 2)) : text
  }

  /// `document, page N: reason`.
  public var description: String { "\(pageName(document, page: page)): \(reason)" }
}

/// Writes the text of pages as UTF-8, piece by piece: the beginning of a document, its pages in their order, its end.
///
/// A writer keeps nothing between pages, so that documents may have any number of them.
public protocol TextWriter: Sendable {
  /// What comes before the first page.
  ///
  /// - Parameter document: The name of the document that all pages come from; `nil` where they come from several.
  func beginning(of document: String?) -> [UInt8]

  /// A page.
  func page(_ text: PageText, at place: PagePlace) -> [UInt8]

  /// What comes after the last page.
  var end: [UInt8] { get }
}

/// Where a page comes from and where its text goes.
public struct PagePlace: Sendable, Equatable {
  /// The name of the document it comes from.
  public var document: String
  /// Its number in that document, from 1.
  public var page: Int
  /// Its number in what is written, from 1; another one where that takes the pages of several documents.
  public var number: Int

  /// Makes a place.
  ///
  /// - Parameter number: Its number in what is written; that in its document unless given.
  public init(document: String, page: Int, number: Int? = nil) {
    self.document = document
    self.page = page
    self.number = number ?? page
  }
}

extension TextWriter {
  /// Nothing.
  public func beginning(of document: String?) -> [UInt8] { [] }
  /// Nothing.
  public var end: [UInt8] { [] }
}

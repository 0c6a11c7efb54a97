/// What a stage says of a page that goes on.
public struct PageRemark: Sendable, Equatable {
  /// Who is told.
  public enum Kind: Sendable {
    /// Those who ask for every detail.
    case note
    /// Everybody.
    case warning
    /// Everybody: the page leaves as it was before it was cleaned.
    case passedThrough
  }

  /// Who is told.
  public let kind: Kind
  /// What is said, without the names of the document and the page.
  public let text: String

  /// Makes a remark.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// A page of a document, or the document where it has no other page, as messages name it.
func pageName(_ document: String, page: Int?) -> String { page.map { "\(document), page \($0)" } ?? document }

import CImageCodecs

/// Why an image file cannot be read or written, as one sentence that names it.
public struct ImageFileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong, for callers that act on it.
  public enum Kind: String, Sendable, CaseIterable {
    /// The data ends before the picture does.
    case truncated
    /// The data contradicts its format.
    case corrupt
    /// There are no bytes, or the picture has no pixels.
    case empty
    /// The data begins like none of the formats.
    case unknownFormat
    /// The picture is over a limit, or over what memory can hold.
    case tooLarge
    /// A valid file of a kind that is not read.
    case unsupported
    /// A page cannot be written in the format asked for.
    case encoding
  }

  /// What is wrong.
  public let kind: Kind
  /// The file, or "standard input" and the like, as it was given.
  public var name: String
  /// The page of the file, from 1; `nil` where it has one page only or the file as a whole is wrong.
  public let page: Int?
  /// The reason, a sentence without its name, page and full stop.
  public let reason: String

  /// Makes an error.
  public init(kind: Kind, name: String, page: Int? = nil, reason: String) {
    self.kind = kind
    self.name = name
    self.page = page
    self.reason = reason
  }

  /// The name, the page and the reason, in one sentence.
  public var description: String { page.map { "\(name), page \($0): \(reason)" } ?? "\(name): \(reason)" }

  /// An error of the C layer. `page` is given where the file has several.
  init(_ error: codec_error, name: String, page: Int? = nil) {
    let kind: Kind =
      switch error.status {
      case CODEC_TRUNCATED: .truncated
      case CODEC_EMPTY: .empty
      case CODEC_TOO_LARGE: .tooLarge
      case CODEC_UNSUPPORTED: .unsupported
      case CODEC_ENCODING: .encoding
      default: .corrupt
      }
    let reason = withUnsafeBytes(of: error.reason) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    self.init(kind: kind, name: name, page: page, reason: reason)
  }
}

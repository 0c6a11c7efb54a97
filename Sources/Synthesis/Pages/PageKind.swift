/// What a page is mostly made of.
public enum PageKind: String, Sendable, CaseIterable, Codable {
  /// Running text with headings, lists and notes, in one to three columns.
  case text
  /// Text with pictures among it.
  case illustrated
  /// A picture that takes up most of the page.
  case picture
  /// Nothing, or next to nothing.
  case blank

  /// How often pages are of this kind, of one.
  var share: Double {
    switch self {
    case .text: 0.44
    case .illustrated: 0.08
    case .picture: 0.07
    case .blank: 0.03
    }
  }
}

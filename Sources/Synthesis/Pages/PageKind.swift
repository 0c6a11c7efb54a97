/// What a page is mostly made of.
public enum PageKind: String, Sendable, CaseIterable, Codable {
  /// Running text with headings, lists and notes, in one to three columns.
  case text
  /// A letter, more often than not in a hand.
  case letter
  /// A till roll.
  case receipt
  /// Rows and columns.
  case table
  /// Labels with lines, boxes and check boxes to fill in.
  case form
  /// Notes of characters written by hand.
  case notes
  /// Line drawings.
  case drawing
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
    case .letter: 0.06
    case .receipt: 0.05
    case .table: 0.09
    case .form: 0.09
    case .notes: 0.03
    case .drawing: 0.06
    case .illustrated: 0.08
    case .picture: 0.07
    case .blank: 0.03
    }
  }
}

/// The formats that the text of pages is written in.
public enum TextFormat: String, CaseIterable, Codable, Sendable {
  /// Plain text.
  case txt
  /// Tesseract's table, a line a box.
  case tsv
  /// XHTML with boxes.
  case hocr
  /// The Library of Congress's XML of layout and text.
  case alto
  /// A JSON object a character, with what else it may be.
  case jsonl

  /// The usual file name extension.
  public var fileExtension: String {
    switch self {
    case .txt, .tsv, .hocr, .jsonl: rawValue
    case .alto: "xml"
    }
  }

  /// What writes the format.
  ///
  /// - Parameter joinsHyphens: Whether words that are divided at line ends are joined; of plain text only, the other
  ///   formats say what stands in which box.
  public func writer(joinsHyphens: Bool = false) -> any TextWriter {
    switch self {
    case .txt: PlainTextWriter(joinsHyphens: joinsHyphens)
    case .tsv: TSVWriter()
    case .hocr: HOCRWriter()
    case .alto: ALTOWriter()
    case .jsonl: JSONLinesWriter()
    }
  }
}

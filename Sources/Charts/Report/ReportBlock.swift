/// A part of a report, one below the other.
public indirect enum ReportBlock: Sendable {
  /// A heading.
  case heading(String)
  /// Text in one paragraph.
  case paragraph(String)
  /// What is known, by name.
  case facts([(name: String, value: String)])
  /// Rows of cells below their heads.
  case table(ReportTable)
  /// A picture, with what it shows below it.
  case chart(any Chart, caption: String = "")
  /// Text as it stands, such as a network's summary, in letters of one width.
  case listing(String)
  /// What is shown only when its line is opened, such as a long table.
  case details(summary: String, [ReportBlock])
}

/// Rows of cells.
public struct ReportTable: Sendable, Equatable {
  /// The heads of the columns.
  public var heads: [String]
  /// The rows; missing cells are empty, those beyond the heads are kept.
  public var rows: [[String]]
  /// How many columns, from the first, hold words; the others hold figures and are flush right.
  public var wordColumns: Int

  /// Makes a table.
  public init(heads: [String], rows: [[String]], wordColumns: Int = 1) {
    self.heads = heads
    self.rows = rows
    self.wordColumns = wordColumns
  }
}

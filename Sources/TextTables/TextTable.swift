/// Rows of text in columns as wide as they need.
public struct TextTable: CustomStringConvertible, Sendable {
  private var rows: [[String]]
  private let leftColumns: Int

  /// Starts a table.
  ///
  /// - Parameters:
  ///   - header: The heads of the columns.
  ///   - leftColumns: How many columns, from the first, are flush left; the others are flush right.
  public init(_ header: [String], leftColumns: Int) {
    rows = [header]
    self.leftColumns = leftColumns
  }

  /// Adds a row with as many cells as the header has.
  public mutating func append(_ row: [String]) { rows.append(row) }

  /// The table, a line a row.
  public var description: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < leftColumns ? cell + padding : padding + cell
      }
      return cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}

import TextTables

/// A report as one page that any browser opens: rules, pictures and images are in it, scripts and addresses are not.
///
/// It is for narrow and wide windows, for light and dark ones, and for paper.
///
/// - SeeAlso: HTML, Living Standard, WHATWG.
public struct HTMLReport: Sendable {
  /// The title, at the head and in the window's bar.
  public var title: String
  /// What the report says, from the top.
  public var blocks: [ReportBlock]

  /// Makes a report.
  public init(title: String, blocks: [ReportBlock]) {
    self.title = title
    self.blocks = blocks
  }

  /// The page.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
    <title>\(markupEscaped(title))</title>
    <style>
    \(ReportStyle.rules)\(ChartStyle.rules)</style>
    </head>
    <body>
    <main>
    <h1>\(markupEscaped(title))</h1>
    \(blocks.map(Self.element).joined())</main>
    </body>
    </html>

    """
  }

  private static func element(_ block: ReportBlock) -> String {
    switch block {
    case .heading(let text): "<h2>\(markupEscaped(text))</h2>\n"
    case .paragraph(let text): "<p>\(markupEscaped(text))</p>\n"
    case .facts(let facts): element(facts)
    case .table(let table): element(table)
    case .chart(let chart, let caption): element(chart, caption: caption)
    // Lines end where they do in the text, and nowhere else are there controls.
    case .listing(let text):
      "<pre tabindex=\"0\">"
        + text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { markupEscaped(String($0)) }
        .joined(separator: "\n") + "</pre>\n"
    case .details(let summary, let blocks):
      "<details>\n<summary>\(markupEscaped(summary))</summary>\n\(blocks.map(element).joined())</details>\n"
    }
  }

  private static func element(_ facts: [(name: String, value: String)]) -> String {
    let rows = facts.map { "<div><dt>\(markupEscaped($0.name))</dt><dd>\(markupEscaped($0.value))</dd></div>\n" }
    return rows.isEmpty ? "" : "<dl>\n\(rows.joined())</dl>\n"
  }

  private static func element(_ table: ReportTable) -> String {
    let columns = max(table.heads.count, table.rows.map(\.count).max() ?? 0)
    guard columns > 0 else { return "" }
    func row(_ cells: [String], _ element: String) -> String {
      let row = (0..<columns).map { column in
        let kind = column < table.wordColumns ? "" : " class=\"figure\""
        return "<\(element)\(kind)>\(markupEscaped(column < cells.count ? cells[column] : ""))</\(element)>"
      }
      return "<tr>\(row.joined())</tr>\n"
    }
    let head = table.heads.isEmpty ? "" : "<thead>\n\(row(table.heads, "th"))</thead>\n"
    let body = table.rows.map { row($0, "td") }.joined()
    return "<div class=\"wide\" tabindex=\"0\"><table>\n\(head)<tbody>\n\(body)</tbody>\n</table></div>\n"
  }

  private static func element(_ chart: any Chart, caption: String) -> String {
    let caption = caption.isEmpty ? "" : "<figcaption>\(markupEscaped(caption))</figcaption>\n"
    return "<figure>\n<div class=\"wide\" tabindex=\"0\">\(chart.drawing.element)</div>\n\(caption)</figure>\n"
  }
}

import Charts
import Foundation
import TestSupport
import Testing

@Suite struct HTMLReportTests {
  /// The body as a reader of XML finds it: what is not closed or not escaped is an error there.
  private func body(_ report: HTMLReport) throws -> XMLElement {
    let html = report.html
    let start = try #require(html.range(of: "<main>")).lowerBound
    let end = try #require(html.range(of: "</main>")).upperBound
    return try XMLElement.read(String(html[start..<end]))
  }

  @Test func thePageNeedsNothingElse() throws {
    let html = SampleCharts.report.html
    #expect(html.hasPrefix("<!DOCTYPE html>\n") && html.contains("<meta charset=\"utf-8\">"))
    #expect(html.contains("default-src 'none'") && html.contains("name=\"viewport\""))
    for forbidden in ["<script", "<link", "<iframe", "url(", "@import", "src=\"http", "href=\"http"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    let addresses = try body(SampleCharts.report).all.flatMap { element in
      element.attributes.filter { $0.key == "href" || $0.key == "src" }.values
    }
    #expect(!addresses.isEmpty && addresses.allSatisfy { $0.hasPrefix("data:image/png;base64,") })
  }

  @Test func everythingIsInItInItsOrder() throws {
    let main = try body(SampleCharts.report)
    #expect(main.children.map(\.name).prefix(5) == ["h1", "p", "dl", "h2", "div"])
    #expect(main.children.last?.name == "pre" && main.children.last?.text == SampleCharts.summary)
    #expect(main.all("svg").count == 7 && main.all("figcaption").count == 3)
    #expect(main.all("dt").map(\.text).first == "network" && main.all("dd").map(\.text).first == "C24")
    let table = try #require(main.all("table").first)
    #expect(table.all("th").map(\.text) == ["figure", "report", "ours"])
    #expect(table.all("td").map { $0.attributes["class"] ?? "" }.prefix(3) == ["", "figure", "figure"])
  }

  @Test func whateverIsSaidIsEscaped() throws {
    let hostile = "<b>&\"'</b>\u{0}\u{1B}]]>"
    let shown = "<b>&\"'</b>\u{FFFD}\u{FFFD}]]>"
    let report = HTMLReport(
      title: hostile,
      blocks: [
        .heading(hostile), .paragraph(hostile), .facts([(hostile, hostile)]), .listing(hostile + "\n" + hostile),
        .table(ReportTable(heads: [hostile], rows: [[hostile]])),
        .chart(
          BoxPlot(title: hostile, measure: hostile, groups: [.init(name: hostile, values: [1])]), caption: hostile),
        .chart(ConfusionHeatmap(title: hostile, labels: [hostile], counts: [1])),
        .details(summary: hostile, [.paragraph(hostile)]),
      ])
    let main = try body(report)
    for name in ["h1", "h2", "p", "dt", "dd", "th", "td", "figcaption", "summary"] {
      #expect(main.all(name).first?.text == shown, "\(name)")
    }
    #expect(main.all("pre").first?.text == shown + "\n" + shown)
    #expect(main.all("svg").allSatisfy { $0.attributes["aria-label"] == shown })
    #expect(main.all("details").first?.children.map(\.name) == ["summary", "p"])
    #expect(main.all("b").isEmpty && report.html.contains("<title>&lt;b&gt;"))
  }

  @Test func tablesWithoutCellsAndRowsOfAnyLengthArePossible() throws {
    let main = try body(
      HTMLReport(
        title: "",
        blocks: [
          .table(ReportTable(heads: [], rows: [])), .facts([]), .listing(""),
          .table(ReportTable(heads: ["a", "b"], rows: [["1"], ["1", "2", "3"], []])),
        ]))
    #expect(main.all("table").count == 1 && main.all("tr").map(\.children.count) == [3, 3, 3, 3])
  }
}

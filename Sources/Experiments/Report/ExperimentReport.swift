import Charts
import Imaging

/// What an experiment came to, as pictures and as one page.
///
/// Everything in it follows from the record: what was not measured is not in it, or is said to be missing.
struct ExperimentReport {
  /// The experiment and its finished runs.
  let record: ExperimentRecord
  /// Runs that can be continued, with the epochs made so far.
  let unfinished: [RunRecord]
  /// What the runs on all divisions of the examples are called.
  let runNames: [String]
  /// Pictures of examples, by the names of their files.
  let pictures: [String: GrayImage]

  /// All runs of which something is known.
  var runs: [RunRecord] { record.runs + unfinished }

  /// The ways in which the examples were divided, in the order of the runs.
  var splits: [String] {
    runs.map(\.split).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The pictures that there is something for, with the names of their files less the extension.
  var charts: [(name: String, chart: any Chart)] {
    let curves = curves
    let all: [(String, (any Chart)?)] = [
      ("learning-curves", curves.isEmpty ? nil : ChartStack(title: "\(record.id): learning curves", charts: curves)),
      ("folds", folds), ("confusion", confusion), ("strips", strips),
    ]
    return all.compactMap { name, chart in chart.map { (name, $0) } }
  }

  /// The page.
  var page: HTMLReport {
    var blocks = remarks.map { ReportBlock.paragraph($0) }
    blocks += [.facts(facts), .heading("Figures"), .table(figures)]
    if let note = record.report.note { blocks.append(.paragraph("Of the report's figures: \(note)")) }
    blocks.append(
      .paragraph(
        "Figures are of the weights that were kept in the end, means over the folds where there are several. The loss of "
          + "training is the running mean of the epoch they are from, while the weights changed."))
    blocks.append(.heading("Learning"))
    blocks += curves.map { .chart($0) }
    blocks += phaseRemarks.map { .paragraph($0) }
    blocks += [folds.map { ReportBlock.chart($0) }, confusion.map { .chart($0) }].compactMap { $0 }
    if let strips { blocks += [.heading("Examples"), .chart(strips)] }
    blocks.append(.heading("Epochs"))
    blocks += epochTables
    blocks += [.heading("The network"), .listing(record.network.summary)]
    return HTMLReport(title: record.title.isEmpty ? record.id : "\(record.id): \(record.title)", blocks: blocks)
  }
}

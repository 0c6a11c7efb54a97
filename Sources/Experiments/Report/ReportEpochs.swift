import Charts

extension ExperimentReport {
  /// Rows from which a table is shown only when it is opened.
  private static let longFrom = 13

  /// A table of epochs for each run.
  var epochTables: [ReportBlock] {
    guard runs.contains(where: { !$0.epochs.isEmpty }) else { return [.paragraph("No epoch was recorded.")] }
    return runs.flatMap { run -> [ReportBlock] in
      let count = run.epochs.count
      let name = "\(run.name): \(count) \(count == 1 ? "epoch" : "epochs")"
      let table = ReportBlock.table(Self.table(of: run))
      return runs.count > 1 || count >= Self.longFrom
        ? [.details(summary: name, [table])] : [.paragraph(name), table]
    }
  }

  private static func table(of run: RunRecord) -> ReportTable {
    let measures = CurveMeasure.allCases.filter { measure in
      run.epochs.contains { measure.value(of: $0.training) != nil || measure.value(of: $0.validation) != nil }
    }
    let hasPhases = run.phases.count > 1
    var heads = hasPhases ? ["phase", "epoch"] : ["epoch"]
    for measure in measures { heads += ["\(measure.name), training", "\(measure.name), validation"] }
    heads += ["rate", "s", "s of validation"]
    var rows: [[String]] = []
    for phase in run.phases {
      for epoch in phase.epochs {
        let number = "\(epoch.epoch)" + (epoch.epoch == phase.bestEpoch ? ", kept" : "")
        var row = hasPhases ? [phase.name, number] : [number]
        for measure in measures {
          for measured in [epoch.training, epoch.validation] {
            row.append(measure.value(of: measured).map { FigureText.significant($0) } ?? "")
          }
        }
        row += [epoch.rate, epoch.seconds, epoch.validationSeconds].map { FigureText.significant($0, digits: 3) }
        rows.append(row)
      }
    }
    return ReportTable(heads: heads, rows: rows, wordColumns: hasPhases ? 2 : 1)
  }
}

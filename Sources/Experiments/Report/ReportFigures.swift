import Charts

extension ExperimentReport {
  /// What the report's figures are and what ours are, a column a way of dividing the examples.
  var figures: ReportTable {
    let columns = splits.compactMap { split in
      ExperimentRow.Measured(record.runs.filter { $0.split == split }, of: record).map { (split, $0) }
    }
    let report = record.report
    let isTested = columns.contains { $0.1.testAccuracy != nil }
    let network = Double(record.network.parameters)
    let rows: [(name: String, reported: Double?, text: (Double) -> String, ours: (ExperimentRow.Measured) -> String?)] =
      [
        ("loss of training", report.trainingLoss, Self.figure, { Self.figure($0.trainingLoss) }),
        ("loss of validation", report.validationLoss, Self.figure, { Self.figure($0.validationLoss) }),
        ("mean squared error of validation", nil, Self.figure, { $0.validationMSE.map(Self.figure) }),
        ("its root (RMSE)", nil, Self.figure, { $0.validationRMSE.map(Self.figure) }),
        ("accuracy of validation", isTested ? nil : report.accuracy, Self.figure, Self.accuracy),
        (
          "accuracy on test images", isTested ? report.accuracy : nil, Self.figure, { $0.testAccuracy.map(Self.figure) }
        ),
        ("seconds an epoch, median", report.secondsPerEpoch, Self.seconds, { Self.seconds($0.secondsPerEpoch) }),
        ("seconds of all epochs", report.seconds, Self.seconds, { Self.seconds($0.seconds) }),
        ("epochs of those asked for", nil, Self.figure, { "\($0.epochs) of \($0.asked)" }),
        ("parameters", report.parameters.map(Double.init), FigureText.count, { _ in FigureText.count(network) }),
      ]
    let cells = rows.compactMap { row -> [String]? in
      let ours = columns.map { row.ours($0.1) ?? "" }
      guard row.reported != nil || ours.contains(where: { !$0.isEmpty }) else { return nil }
      return [row.name, row.reported.map(row.text) ?? ""] + ours
    }
    let heads = columns.map { columns.count > 1 ? "ours, \($0.0)" : "ours" }
    return ReportTable(heads: ["", "report"] + (heads.isEmpty ? ["ours"] : heads), rows: cells)
  }

  private static func figure(_ value: Double) -> String { FigureText.significant(value) }
  private static func seconds(_ value: Double) -> String { FigureText.significant(value, digits: 3) }

  private static func accuracy(_ measured: ExperimentRow.Measured) -> String? {
    measured.meanAccuracy.map {
      figure($0) + (measured.accuracyDeviation.map { " ± " + FigureText.significant($0, digits: 2) } ?? "")
    }
  }
}

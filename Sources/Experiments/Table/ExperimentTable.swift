import NeuralNetwork
import PipelineEngine
import TextTables

/// How our figures compare with those of the reports, a row an experiment and way of dividing its examples.
///
/// Nothing stands in it that was not measured: rows that were not run say so, and runs that can be continued stand with
/// the epochs that they made.
public struct ExperimentTable {
  private let rows: [ExperimentRow]

  /// Collects the rows.
  ///
  /// - Parameters:
  ///   - files: The experiments.
  ///   - runs: The folder of their records.
  /// - Throws: ``ExperimentError`` where a record is none, `NetworkError` where a checkpoint is of another run, or what is
  ///   wrong with a file.
  public init(_ files: [ExperimentFile], runs: String) throws {
    rows = try files.flatMap { file in
      let folder = RecordFolder(runs, id: file.id)
      let record = try folder.read()
      return try ExperimentRow.rows(of: file, record, unfinished: record.map(folder.unfinished) ?? [])
    }
  }

  /// The table in Markdown.
  public var markdown: String {
    let heads = [
      "id", "network", "split", "report", "ours", "what", "RMSE", "epochs", "s an epoch", "report's", "parameters",
      "data",
      "examples", "seed",
    ]
    let lines = ([heads, heads.map { _ in "---" }] + rows.map(\.markdownCells)).map {
      "| " + $0.joined(separator: " | ") + " |\n"
    }
    return lines.joined()
  }

  /// The table as CSV, with every figure in a column of its own; what was not measured or reported is empty.
  public var csv: String {
    ([ExperimentRow.csvHeads] + rows.map(\.csvCells)).map { $0.map(csvField).joined(separator: ",") + "\n" }.joined()
  }
}

extension ExperimentRow {
  /// A loss with four digits that count.
  private static func figure(_ value: Double) -> String {
    guard value > 0, value < 0.01 else { return decimals(value, 4) }
    return decimals(value, value < 0.001 ? 6 : 5)
  }

  private static func share(_ value: Double) -> String { decimals(value, 4) }

  var markdownCells: [String] {
    let reported = report.accuracy.map(Self.share)
    let losses = report.validationLoss.map { validation in
      (report.trainingLoss.map { Self.figure($0) + " / " } ?? "") + Self.figure(validation)
    }
    let fromReport = [reported, losses].compactMap { $0 }.joined(separator: ", loss ")
    let head = [id, title, split, fromReport.isEmpty ? "–" : fromReport]
    let reportSeconds = report.secondsPerEpoch.map { decimals($0, 0) } ?? "–"
    guard let measured else {
      return head + ["not run", "", "", "0 of \(asked)", "", reportSeconds, "\(parameters)", data, "", ""]
    }
    let sizes = "\(measured.trainingExamples) / \(measured.validationExamples)"
    return head + [
      ours(measured), what(measured), measured.validationRMSE.map { decimals($0, 4) } ?? "",
      "\(measured.epochs) of \(askedOfAll(measured))", decimals(measured.secondsPerEpoch, 1), reportSeconds,
      "\(parameters)", data, measured.limit > 0 ? sizes + ", a trial" : sizes, "\(measured.seed)",
    ]
  }

  /// Epochs that were asked for: by the file, of every fold that was run; fewer where the command line said so.
  private func askedOfAll(_ measured: Measured) -> Int { asked * max(1, measured.folds) }

  private func ours(_ measured: Measured) -> String {
    guard let mean = measured.meanAccuracy else {
      return Self.figure(measured.trainingLoss) + " / " + Self.figure(measured.validationLoss)
    }
    if let test = measured.testAccuracy { return Self.share(test) }
    return Self.share(mean) + (measured.accuracyDeviation.map { " ± " + Self.share($0) } ?? "")
  }

  private func what(_ measured: Measured) -> String {
    if measured.accuracies.isEmpty { return "loss, training / validation" }
    if measured.testAccuracy != nil { return "accuracy, test" }
    switch measured.folds {
    case 0: return "accuracy"
    case 1: return "accuracy, one fold"
    default: return "accuracy, mean of \(measured.folds) folds"
    }
  }

  static let csvHeads = [
    "id", "title", "split", "data", "parameters", "report_training_loss", "report_validation_loss", "report_accuracy",
    "report_seconds_per_epoch", "report_seconds", "training_loss", "validation_loss", "validation_rmse",
    "validation_accuracy", "test_accuracy", "folds", "epochs_asked", "epochs_run", "seconds_per_epoch",
    "training_examples", "validation_examples", "limit", "optimizer", "batch", "seed",
  ]

  var csvCells: [String] {
    func text(_ value: Double?) -> String { value.map { "\($0)" } ?? "" }
    let head =
      [id, title, split, data, "\(parameters)"]
      + [
        report.trainingLoss, report.validationLoss, report.accuracy, report.secondsPerEpoch, report.seconds,
      ].map(text)
    guard let measured else {
      return head + Array(repeating: "", count: 6) + ["\(asked)", "0"]
        + Array(repeating: "", count: Self.csvHeads.count - head.count - 8)
    }
    return head + [
      text(measured.trainingLoss), text(measured.validationLoss), text(measured.validationRMSE),
      text(measured.meanAccuracy),
      text(measured.testAccuracy), measured.folds > 0 ? "\(measured.folds)" : "", "\(askedOfAll(measured))",
      "\(measured.epochs)", text(measured.secondsPerEpoch), "\(measured.trainingExamples)",
      "\(measured.validationExamples)", "\(measured.limit)", measured.optimizer, "\(measured.batch)",
      "\(measured.seed)",
    ]
  }
}

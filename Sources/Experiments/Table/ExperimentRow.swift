import Foundation
import NeuralNetwork

/// What is known of one experiment on one way of dividing its examples: what the report says and what was measured.
struct ExperimentRow: Sendable, Equatable {
  let id: String
  let title: String
  let split: String
  let data: String
  let parameters: Int
  let report: ReportedFigures
  /// Epochs that the file asks for.
  let asked: Int
  /// What was measured; nil where nothing was.
  let measured: Measured?

  /// What runs came to.
  struct Measured: Sendable, Equatable {
    /// The loss as it is after the epoch whose weights were kept; means over folds.
    let trainingLoss: Double
    let validationLoss: Double
    /// Mean squared error on the examples validated on, of reconstructions.
    let validationMSE: Double?
    /// Its root.
    var validationRMSE: Double? { validationMSE?.squareRoot() }
    /// Accuracies, one a fold.
    let accuracies: [Double]
    /// Their mean.
    var meanAccuracy: Double? { accuracies.isEmpty ? nil : accuracies.reduce(0, +) / Double(accuracies.count) }
    /// Their standard deviation, of several.
    var accuracyDeviation: Double? {
      guard let mean = meanAccuracy, accuracies.count > 1 else { return nil }
      let squares = accuracies.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(accuracies.count - 1)).squareRoot()
    }
    /// Of the finished network, on test images.
    let testAccuracy: Double?
    /// Epochs that were made, of all folds together.
    let epochs: Int
    /// Epochs that were asked for, of the folds that were run.
    let asked: Int
    /// Seconds of all epochs, those of validation in them.
    let seconds: Double
    /// The median epoch's.
    let secondsPerEpoch: Double
    let trainingExamples: Int
    let validationExamples: Int
    let folds: Int
    let limit: Int
    let optimizer: String
    let batch: Int
    let seed: UInt64
  }

  /// The rows of an experiment: one for each way of dividing its examples.
  ///
  /// - Parameters:
  ///   - record: What was recorded of it, where something was.
  ///   - unfinished: Runs that can be continued. One stands for its way of dividing where none there is finished.
  static func rows(
    of file: ExperimentFile, _ record: ExperimentRecord?, unfinished: [RunRecord]
  ) throws -> [ExperimentRow] {
    let parameters = file.parameters
    let count = try file.networkSummary().parameters
    let phases = parameters.phases.isEmpty ? [PhaseParameters()] : parameters.phases
    return parameters.data.availableSplits.map { split in
      ExperimentRow(
        id: file.id, title: parameters.title, split: split.rawValue, data: parameters.data.name,
        parameters: record?.network.parameters ?? count, report: parameters.report,
        asked: phases.reduce(0) { $0 + ($1.epochs ?? parameters.epochs) },
        measured: record.flatMap { record in
          let finished = record.runs.filter { $0.split == split.rawValue }
          return Measured(
            finished.isEmpty ? Array(unfinished.filter { $0.split == split.rawValue }.prefix(1)) : finished, of: record)
        })
    }
  }
}

extension ExperimentRow.Measured {
  /// Sums up the runs of one way of dividing; nil where no epoch was made.
  init?(_ runs: [RunRecord], of record: ExperimentRecord) {
    guard let first = runs.first else { return nil }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(max(1, values.count)) }
    let epochs = runs.flatMap(\.epochs)
    guard !epochs.isEmpty else { return nil }
    let validations = runs.compactMap { $0.validation ?? $0.keptEpoch?.validation }
    trainingLoss = mean(runs.compactMap { $0.keptEpoch?.training.loss })
    validationLoss = mean(validations.map(\.loss))
    let squares = validations.compactMap(\.meanSquaredError)
    validationMSE = squares.isEmpty ? nil : mean(squares)
    accuracies = validations.compactMap(\.accuracy)
    let tests = runs.compactMap(\.test?.accuracy)
    testAccuracy = tests.isEmpty ? nil : mean(tests)
    self.epochs = epochs.count
    asked = runs.flatMap(\.phases).reduce(0) { $0 + $1.asked }
    seconds = epochs.reduce(0) { $0 + $1.allSeconds }
    secondsPerEpoch = median(of: epochs.map(\.allSeconds))
    trainingExamples = first.trainingExamples
    validationExamples = first.validationExamples
    folds = runs.count { $0.fold != nil }
    (limit, optimizer, batch, seed) = (record.limit, record.optimizer, record.batch, record.seed)
  }
}

extension RunRecord {
  /// The epoch whose weights were kept: the best of the last phase where it kept the best, else its last.
  var keptEpoch: EpochRecord? {
    guard let phase = phases.last else { return nil }
    return phase.epochs.first { $0.epoch == phase.bestEpoch } ?? phase.epochs.last
  }
}

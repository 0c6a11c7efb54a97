import Charts

/// A figure that is followed over the epochs.
enum CurveMeasure: CaseIterable {
  case loss, accuracy, rootMeanSquaredError

  var name: String {
    switch self {
    case .loss: "loss"
    case .accuracy: "accuracy"
    case .rootMeanSquaredError: "RMSE"
    }
  }

  func value(of measures: Measures) -> Double? {
    switch self {
    case .loss: measures.loss
    case .accuracy: measures.accuracy
    case .rootMeanSquaredError: measures.rootMeanSquaredError
    }
  }
}

extension ExperimentReport {
  /// The loss, and accuracy or RMSE, of every way of dividing the examples; epochs of later phases follow those before.
  var curves: [LearningCurves] {
    splits.flatMap { split in
      CurveMeasure.allCases.compactMap { measure in
        let folds = runs.filter { $0.split == split }.map { run in
          LearningCurves.Fold(
            training: Self.curve(of: run) { measure.value(of: $0.training) },
            validation: Self.curve(of: run) { measure.value(of: $0.validation) })
        }
        guard folds.contains(where: { !$0.training.points.isEmpty || !$0.validation.points.isEmpty }) else {
          return nil
        }
        let name = measure == .loss ? "loss (\(lossName))" : measure.name
        return LearningCurves(
          title: "\(record.id): \(measure.name)\(splits.count > 1 ? ", split \(split)" : "")", measure: name,
          folds: folds)
      }
    }
  }

  private static func curve(of run: RunRecord, _ value: (EpochRecord) -> Double?) -> LearningCurves.Curve {
    LearningCurves.Curve(
      run.epochs.enumerated().compactMap { place, epoch in value(epoch).map { (epoch: place + 1, value: $0) } })
  }
}

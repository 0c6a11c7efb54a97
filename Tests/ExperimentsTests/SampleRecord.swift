import Foundation

@testable import Experiments

/// Records as runs leave them, made by hand.
enum SampleRecord {
  static func experiment(_ runs: [RunRecord], report: ReportedFigures = ReportedFigures()) throws -> ExperimentRecord {
    let network = try RecordJSON.decode(
      NetworkDescription.self,
      from: Data(
        #"{"name": "net", "input": [8, 8, 1], "layers": [], "parameters": 103073, "multiplyAdds": 5, "summary": "a\nb"}"#
          .utf8))
    return ExperimentRecord(
      id: "X1", title: "strokes <told> & apart", network: network, data: "strokes", loss: "meanSquaredError",
      epochs: 20,
      batch: 16, optimizer: "adam", seed: 7, limit: 0, report: report, identity: "", runs: runs)
  }

  /// A run whose losses are given, of one phase.
  static func run(_ split: String, fold: Int? = nil, losses: [Double]) -> RunRecord {
    var run = RunRecord(split: split, fold: fold, trainingExamples: 48, validationExamples: 12)
    var phase = PhaseRecord(name: "", asked: 20, trainingExamples: 48, validationExamples: 12)
    phase.epochs = losses.enumerated().map { place, loss in
      EpochRecord(
        epoch: place + 1, training: measures(loss / 2), validation: measures(loss), rate: 0.001, seconds: 2,
        validationSeconds: 0.5)
    }
    run.phases = [phase]
    run.validation = losses.last.map(measures)
    return run
  }

  static func measures(_ loss: Double) -> Measures {
    Measures(loss: loss, meanSquaredError: loss, rootMeanSquaredError: loss.squareRoot(), accuracy: nil)
  }

  /// A fold of a classifier.
  static func fold(_ fold: Int, accuracy: Double, counts: [[Int]]) -> RunRecord {
    var run = run("folds", fold: fold, losses: [0.5, 0.25])
    run.validation = Measures(loss: 0.25, accuracy: accuracy)
    run.confusion = ConfusionRecord(examples: "validation", labels: ["a", "<"], counts: counts)
    return run
  }
}

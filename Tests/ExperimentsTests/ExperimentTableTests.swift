import Foundation
import PipelineEngine
import TestSupport
import Testing

@testable import Experiments

@Suite struct ExperimentTableTests {
  let sample: SampleExperiment

  init() throws {
    sample = try SampleExperiment()
    for (id, division) in [("X1", "validationShare: 0.2"), ("X10", "validationShare: 0.5"), ("X2", "folds: 3")] {
      try sample.folder.write(
        "e/\(id).yaml",
        Array(
          """
          stages:
            - experiment: {include: parts/strokes.yaml, id: \(id), title: "strokes, apart", data: {\(division)}}
          """.utf8))
    }
    try sample.folder.write(
      "e/parts/strokes.yaml",
      Array(
        """
        network: ../net.yaml
        data: {name: strokes, images: ../images, labels: ../labels, characters: "-|/"}
        epochs: 4
        batch: 10
        output: ../runs
        report: {accuracy: 0.875, secondsPerEpoch: 12, parameters: 375}
        """.utf8))
  }

  private func table() throws -> ExperimentTable {
    try ExperimentTable(ExperimentFile.all(in: sample.folder.path + "/e"), runs: sample.folder.path + "/runs")
  }

  private func train(_ id: String, _ values: [String] = []) throws {
    #expect(try outcome(id, TrainingSession(resume: true), values).isFinished)
  }

  private func outcome(
    _ id: String, _ session: TrainingSession, _ values: [String] = []
  ) throws -> TrainingOutcome {
    var file = try ExperimentFile(sample.folder.path + "/e/\(id).yaml").pipeline
    let catalogue = StageCatalogue(ExperimentStages.all)
    for value in values { try file.set(value, catalogue: catalogue) }
    let training = try TrainingPipeline(file, catalogue: catalogue, context: StageContext(workers: 2))
    return try training.train(session)
  }

  private func rows() throws -> [[String: String]] {
    let lines = try table().markdown.split(separator: "\n").map { line in
      line.dropFirst(2).dropLast(2).components(separatedBy: " | ")
    }
    return lines.dropFirst(2).map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test func theTableTellsWhatWasMeasuredAndWhatWasNot() throws {
    try train("X1")
    try train("X2", ["epochs=1", "data.fold=3"])
    let rows = try rows()
    #expect(rows.map { $0["id"] } == ["X1", "X2", "X10"])
    #expect(rows.allSatisfy { $0["report"] == "0.8750" && $0["parameters"] == "375" && $0["report's"] == "12" })
    let run = try #require(try sample.record(id: "X1")?.runs.first)
    #expect(rows[0]["ours"] == decimalsOf(run.validation?.accuracy) && rows[0]["what"] == "accuracy")
    #expect(rows[0]["epochs"] == "4 of 4" && rows[0]["examples"] == "48 / 12" && rows[0]["split"] == "random")
    #expect(rows[1]["epochs"] == "1 of 4" && rows[1]["what"] == "accuracy, one fold")
    #expect(rows[2]["ours"] == "not run" && rows[2]["epochs"] == "0 of 4" && rows[2]["s an epoch"] == "")
  }

  @Test func aRunThatWasInterruptedStandsWithTheEpochsItMade() throws {
    // Five steps make an epoch.
    #expect(try !outcome("X1", SampleExperiment.session(stoppedAfter: 12)).isFinished)
    let row = try rows()[0]
    #expect(row["epochs"] == "2 of 4" && row["what"] == "accuracy")
    try train("X1")
    let run = try #require(try sample.record(id: "X1")?.runs.first)
    #expect(row["ours"] == decimalsOf(run.epochs[1].validation.accuracy))
    #expect(try rows()[0]["epochs"] == "4 of 4")
  }

  @Test func foldsAreAveragedAndTrialsNamed() throws {
    try train("X2", ["limit=10"])
    let runs = try #require(try sample.record(id: "X2")?.runs)
    let mean = runs.reduce(0) { $0 + ($1.validation?.accuracy ?? 0) } / 3
    let row = try rows()[1]
    #expect(row["ours"]?.hasPrefix("\(decimalsOf(mean)) ± ") == true && row["what"] == "accuracy, mean of 3 folds")
    #expect(row["epochs"] == "12 of 12" && row["examples"] == "10 / 10, a trial")
  }

  @Test func theCSVHasEveryFigureInItsColumn() throws {
    try train("X1")
    let lines = try table().csv.split(separator: "\n").map { $0.replacing("\"strokes, apart\"", with: "t") }
    let columns = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    #expect(columns.count == 4 && columns.allSatisfy { $0.count == columns[0].count })
    func value(_ row: Int, _ name: String) throws -> String {
      columns[row][try #require(columns[0].firstIndex(of: name))]
    }
    let run = try #require(try sample.record(id: "X1")?.runs.first)
    #expect(try value(1, "validation_loss") == "\(run.validation?.loss ?? 0)")
    #expect(try value(1, "validation_accuracy") == "\(run.validation?.accuracy ?? 0)")
    #expect(try value(1, "training_loss") == "\(run.epochs[3].training.loss)")
    #expect(try value(1, "epochs_run") == "4" && value(1, "report_accuracy") == "0.875" && value(1, "batch") == "10")
    #expect(try value(2, "epochs_asked") == "4" && value(2, "epochs_run") == "0" && value(2, "validation_loss") == "")
  }

  private func decimalsOf(_ value: Double?) -> String { value.map { String(format: "%.4f", $0) } ?? "" }
}

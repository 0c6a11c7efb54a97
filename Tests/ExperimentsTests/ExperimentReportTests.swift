import Charts
import Foundation
import Imaging
import NeuralNetwork
import TestSupport
import Testing

@testable import Experiments

/// Pages and pictures from records that are made by hand.
@Suite struct ExperimentReportTests {
  private func report(
    _ record: ExperimentRecord, unfinished: [RunRecord] = [], runNames: [String] = [],
    pictures: [String: GrayImage] = [:]
  ) -> ExperimentReport {
    ExperimentReport(record: record, unfinished: unfinished, runNames: runNames, pictures: pictures)
  }

  /// The body of the page as a reader of XML finds it, every picture read as well.
  private func body(_ report: ExperimentReport) throws -> XMLElement {
    for (name, chart) in report.charts { #expect(try XMLElement.read(chart.svg).name == "svg", "\(name)") }
    let html = report.page.html
    for forbidden in ["<script", "<link", "src=\"http", "href=\"http", "url("] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    let start = try #require(html.range(of: "<main>")).lowerBound
    let end = try #require(html.range(of: "</main>")).upperBound
    return try XMLElement.read(String(html[start..<end]))
  }

  /// The rows of figures by their names.
  private func figures(_ main: XMLElement) throws -> [String: [String]] {
    let rows = try #require(main.all("table").first).all("tr").map { $0.children.map(\.text) }
    return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], Array($0.dropFirst())) })
  }

  @Test func aReconstructionHasItsFiguresBesideTheReports() throws {
    var reported = ReportedFigures()
    (reported.trainingLoss, reported.validationLoss, reported.note) = (0.0014, 0.0015, "of the <last> epoch")
    (reported.secondsPerEpoch, reported.parameters) = (231, 103_073)
    var runs = [
      SampleRecord.run("random", losses: [0.04, 0.01, 0.0025]), SampleRecord.run("trva", losses: [0.09, 0.04, 0.0036]),
    ]
    let shape = FeatureShape(height: 1, width: 2, channels: 1)
    let strip = ImagePanels([0.25, 0.5, 1].map { (values: [$0, $0], shape: shape) }).image
    runs[0].strips = ["here.png", "lost.png"].map {
      StripRecord(file: $0, panels: ["noisy", "cleaned", "target"], meanSquaredError: 0.0125)
    }
    let record = try SampleRecord.experiment(runs, report: reported)
    let report = report(record, runNames: ["random", "trva"], pictures: ["here.png": strip])
    #expect(report.charts.map(\.name) == ["learning-curves", "strips"])
    let main = try body(report)
    #expect(main.all("h1").first?.text == "X1: strokes <told> & apart")
    let figures = try figures(main)
    #expect(figures[""] == ["report", "ours, random", "ours, trva"])
    #expect(figures["loss of training"] == ["0.0014", "0.00125", "0.0018"])
    #expect(figures["loss of validation"] == ["0.0015", "0.0025", "0.0036"])
    #expect(figures["its root (RMSE)"] == ["", "0.05", "0.06"])
    #expect(
      figures["seconds an epoch, median"] == ["231", "2.5", "2.5"]
        && figures["epochs of those asked for"]?[1] == "3 of 20")
    #expect(figures["seconds of all epochs"] == ["", "7.5", "7.5"])
    #expect(figures["parameters"]?[0] == figures["parameters"]?[1] && figures["accuracy of validation"] == nil)
    let paragraphs = main.all("p").map(\.text)
    #expect(paragraphs.contains { $0.contains("of the <last> epoch") })
    #expect(paragraphs.contains("Pictures of examples that cannot be read: 1."))
    // Loss and RMSE of two splits, and the strips.
    #expect(main.all("svg").count == 5)
    #expect(main.all("image").count == 3 && main.all("image").allSatisfy { $0.attributes["width"] != "0" })
    #expect(main.all("details").count == 2 && main.all("pre").first?.text == "a\nb")
    let values = Dictionary(uniqueKeysWithValues: zip(main.all("dt").map(\.text), main.all("dd").map(\.text)))
    #expect(values["seed"] == "7" && values["loss"] == "mean squared error" && values["data"] == "strokes")
    #expect(values["split trva"] == "48 trained on, 12 validated on" && values["seconds an epoch, median"] == "2.5")
    #expect(values["epochs asked for, a run"] == "20" && values["epochs made"] == "random 3, trva 3")
  }

  @Test func foldsAreSummedAndDrawnAsABox() throws {
    var reported = ReportedFigures()
    reported.accuracy = 0.872
    let record = try SampleRecord.experiment(
      [
        SampleRecord.fold(1, accuracy: 0.8, counts: [[4, 1], [0, 5]]),
        SampleRecord.fold(2, accuracy: 0.9, counts: [[2, 2], [1, 3]]),
      ], report: reported)
    let report = report(record, runNames: ["fold1", "fold2", "fold3"])
    #expect(report.charts.map(\.name) == ["learning-curves", "folds", "confusion"])
    #expect(report.confusion?.counts == [6, 3, 1, 8] && report.confusion?.labels == ["a", "<"])
    #expect(report.folds?.groups.map(\.values) == [[0.8, 0.9]])
    let main = try body(report)
    #expect(try figures(main)["accuracy of validation"] == ["0.872", "0.85 ± 0.071"])
    #expect(main.all("p").first?.text == "Not run: fold3.")
  }

  @Test func whatWasInterruptedIsNotAmongTheFigures() throws {
    let record = try SampleRecord.experiment([])
    let main = try body(
      report(record, unfinished: [SampleRecord.run("random", losses: [0.5, 0.4])], runNames: ["random", "trva"]))
    let paragraphs = main.all("p").map(\.text)
    #expect(paragraphs[0].hasPrefix("Interrupted: random has made 2 of 20 epochs."))
    #expect(paragraphs[1] == "Not run: trva." && paragraphs[2].hasPrefix("No run is finished"))
    #expect(try figures(main).keys.sorted() == [""])
    #expect(main.all("svg").count == 2 && main.all("table").count == 2)
  }

  @Test(arguments: [[], [Double.nan], [.infinity, .nan, 0.5], [.nan, .nan]])
  func lossesThatAreNoNumbersAndRunsWithoutEpochsAreNoObstacle(losses: [Double]) throws {
    var run = SampleRecord.run("random", losses: losses)
    run.phases[0].bestEpoch = 9
    let record = try SampleRecord.experiment([
      run, RunRecord(split: "trva", trainingExamples: 0, validationExamples: 0),
    ])
    let folder = try TemporaryFolder()
    let records = RecordFolder(folder.path, id: "X1")
    try FileManager.default.createDirectory(atPath: records.path, withIntermediateDirectories: true)
    try records.write(record)
    let known = try #require(try records.read())
    #expect(known.runs[0].epochs.count == losses.count)
    let main = try body(report(known))
    #expect(main.text.contains("not a number") || losses.isEmpty || main.all("td").contains { $0.text == "∞" })
    #expect(losses.isEmpty == main.all("p").contains { $0.text == "No epoch was recorded." })
    try records.writeReport(known, runNames: [])
    #expect(folder.read("X1/report.html") != nil)
  }

  @Test func countsThatFitNothingAreNoObstacle() throws {
    for counts in [[[.max, 1], [0, 5]], [[1], [2, 3]], [], [[-1, 2], [3, 4]]] {
      let record = try SampleRecord.experiment([
        SampleRecord.fold(1, accuracy: .nan, counts: counts), SampleRecord.fold(2, accuracy: 2, counts: counts),
      ])
      _ = try body(report(record))
    }
  }

  @Test func panelsAreTakenApartAsTheyWereJoined() {
    let shape = FeatureShape(height: 2, width: 3, channels: 1)
    let panels: [[Float]] = [[0, 1, 0, 1, 0, 1], [1, 1, 1, 0, 0, 0], [0, 0, 1, 1, 0, 0]]
    let joined = ImagePanels(panels.map { (values: $0, shape: shape) }).image
    let parts = ImagePanels.parts(of: joined, count: 3)
    #expect(parts?.map { $0.samples.map { Float($0 / GrayImage.white) } } == panels)
    #expect(parts?.map(\.width) == [3, 3, 3])
    #expect(ImagePanels.parts(of: joined, count: 4) == nil && ImagePanels.parts(of: joined, count: 0) == nil)
  }
}

import Foundation
import NeuralNetwork
import PipelineEngine
import TestSupport
import Testing

@testable import Experiments

/// The files in `Pipelines/experiments`, none of whose data are needed for this.
@Suite struct ExperimentFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Pipelines/experiments").path

  /// The rows of the reports.
  static let rows =
    (1...7).map { "A\($0)" } + (1...5).map { "B\($0)" } + (1...24).map { "C\($0)" } + (1...4).map { "D\($0)" }
    + (1...4).map { "E\($0)" } + (1...2).map { "F\($0)" }

  @Test func everyRowOfTheReportsHasAFile() throws {
    let ids = try ExperimentFile.all(in: Self.folder).map(\.id)
    #expect(Self.rows.count == 46 && Set(Self.rows).isSubset(of: ids))
    #expect(ids == ids.sorted(by: comesBefore))
  }

  @Test(arguments: rows) func theNetworkFitsTogether(id: String) throws {
    let file = try ExperimentFile("\(Self.folder)/\(id).yaml")
    let parameters = file.parameters
    let summary = try file.networkSummary()
    // What a report says of the size is checked when the stage is made; the figures that reports give must be there.
    let reported = [
      "B3": 103_073, "C24": 103_073, "E1": 61706, "E2": 887_530, "E3": 1_029_418, "F1": 42310, "F2": 600_810,
    ]
    #expect(parameters.report.parameters == reported[id])
    if let count = reported[id] { #expect(summary.parameters == count) }
    let output = try #require(summary.rows.last?.output)
    switch parameters.loss {
    case .crossEntropy: #expect(output.pixels == 1 && summary.rows.last?.kind == "softmax")
    default: #expect(output == summary.input)
    }
    #expect(parameters.report.validationLoss != nil || parameters.report.accuracy != nil)
  }

  @Test func aWrongNumberOfParametersIsRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("net.yaml", sampleClassifierNetwork)
    try folder.write(
      "X1.yaml",
      Array(
        """
        stages:
          - experiment:
              id: X1
              network: net.yaml
              data: {images: i, labels: l, characters: "-|/", validationShare: 0.5}
              output: runs
              report: {parameters: 7}
        """.utf8))
    let file = try ExperimentFile(folder.path + "/X1.yaml")
    let error = #expect(throws: ParameterError.self) { try file.networkSummary() }
    #expect(error?.reason.contains("is 7, but the network has") == true)
  }

  @Test(arguments: [
    ("layers: [{type: conv2d, filtres: 1}]", "X.yaml:5:11: 'network' of stage 'experiment' cannot be used"),
    ("layers: [{type: conv2d, filters: x}]", "X.yaml:7:44: 'network.layers.filters'"),
  ])
  func mistakesInInlineNetworksHaveTheirLine(layers: String, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "X.yaml",
      Array(
        """
        stages:
          - experiment:
              id: X
              network:
                  name: mine
                  input: {channels: 1}
                  \(layers)
        """.utf8))
    let error = #expect(throws: PipelineFileError.self) { try ExperimentFile(folder.path + "/X.yaml") }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
  }
}

import Foundation
import Imaging
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import Testing

@testable import PageCleaning

@Suite struct ShippedModelTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data/noisyoffice").path

  /// The figure in the model's record is the one that its validation pages give. Skipped where the data are not
  /// beside the project.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: data), "NoisyOffice is not beside the project"))
  func theRecordedFigureHolds() throws {
    let model = try ShippedModels.model("default")
    let recorded = try #require(model.record["validationRMSE"].flatMap(Double.init))
    var selection = PageSelection()
    try selection.restrict(toNumbersModulo: 3, remainders: [0])
    let pairs = try PagePair.read(
      noisy: Self.data + "/train", clean: Self.data + "/train_cleaned", selection: selection)
    let processor = TileProcessor([try PageNetwork(model)], pool: WorkerPool())
    var errors = PageErrors()
    for pair in pairs {
      errors.add(SquaredError(try processor.process(pair.noisy, tileSize: 512).roundedTo8Bits(), pair.clean))
    }
    #expect(errors.pages == 72)
    #expect(abs(errors.pooled.root - recorded) < 0.005 * recorded)
  }

  /// What training starts from is what is shipped: the network files and the shipped models do not drift apart.
  @Test(arguments: [("default", "unet"), ("seed", "seed")])
  func shippedModelsHaveTheNetworksOfTheirFiles(name: String, file: String) throws {
    let networks = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Pipelines/networks")
    let network = try NetworkFile.read(networks.appendingPathComponent("\(file).yaml").path)
    let model = try ShippedModels.model(name)
    #expect(model.network == network)
    let summary = try NetworkSummary(network, input: network.exampleInput)
    #expect(name != "default" || summary.multiplyAdds / network.exampleInput.pixels <= 20_000)
  }

  /// The pipeline file that is compiled in says what the stage's defaults say.
  @Test func theBuiltInPipelineHasTheStagesDefaults() throws {
    let described = try describePipeline(.builtIn("clean"), catalogue: StageCatalogue(PageCleaningStages.all))
    #expect(described.contains("size: \(TileStage.Parameters().size) "))
    #expect(described.contains("model: \(DenoiseStage.Parameters().model) "))
    #expect(DenoiseStage.Parameters().strength == 1 && described.contains("strength: 1 "))
    #expect(described.contains("remove: \(BordersStage.Parameters().remove) "))
    #expect(BordersStage.Parameters().remove == SpecksStage.Parameters().remove)
    #expect(described.contains("keep: \(PicturesStage.Parameters().keep) "))
    #expect(described.contains("largestLoss: \(GuardStage.Parameters().largestLoss) "))
  }
}

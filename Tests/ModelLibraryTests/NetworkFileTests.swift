import Foundation
import ModelLibrary
import NeuralNetwork
import Testing

@Suite struct NetworkFileTests {
  /// The classifier that speed is measured with is the network it is said to be.
  @Test func theEMNISTNetworkHasItsParameters() throws {
    let networks = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Pipelines/networks")
    let network = try NetworkFile.read(networks.appendingPathComponent("emnist-d4.yaml").path)
    let summary = try NetworkSummary(network, input: network.exampleInput)
    #expect(summary.input == FeatureShape(height: 28, width: 28, channels: 1))
    #expect(summary.rows.last?.output == FeatureShape(height: 1, width: 1, channels: 62))
    // Scale, shift, mean and variance of each normalised channel are kept in the file.
    let convolutions = (9 * 1 * 32 + 32) + (9 * 32 * 64 + 64) + (9 * 64 * 64 + 64)
    let dense = (6 * 6 * 64 * 128 + 128) + (128 * 62 + 62)
    #expect(summary.parameters == convolutions + dense + 4 * 32 + 4 * 128)
    #expect(summary.parameters == 359_422)
  }

  @Test func textIsRefusedByTheNameItIsGiven() throws {
    let error = #expect(throws: NetworkError.self) { try NetworkFile.decode("layers: []", file: "some.yaml") }
    #expect(error.map(String.init(describing:))?.hasPrefix("some.yaml is not") == true)
  }
}

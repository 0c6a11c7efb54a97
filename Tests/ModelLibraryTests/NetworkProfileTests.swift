import Foundation
import ModelLibrary
import NeuralNetwork
import Testing

@Suite struct NetworkProfileTests {
  private func profile(_ network: String) throws -> NetworkProfile {
    let networks = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Pipelines/networks")
    let model = try ShippedModels.modelOrNetwork(networks.appendingPathComponent(network + ".yaml").path)
    return try NetworkProfile(model, input: model.network.input(width: 16, height: 8), runs: 1)
  }

  @Test func weightsThatAreReadAsTheyAreCount() throws {
    let dense = try #require(try profile("emnist-d4").rows.first { $0.name == "dense1" })
    let (inputs, units) = (6 * 6 * 64, 128)
    #expect(inputs == 2304)
    #expect(dense.bytes == 4 * (inputs + units + inputs * units + units))
    #expect(dense.multiplyAdds == inputs * units)
  }

  @Test func layersThatAreReadInPlaceCostNothing() throws {
    let rows = try profile("unet").rows
    let inPlace = rows.filter { $0.kernel == "read in place" }
    #expect(inPlace.map(\.name) == ["up4", "join4", "up3", "join3", "up2", "join2", "up1", "join1", "joinInput"])
    #expect(inPlace.allSatisfy { $0.bytes == 0 && $0.multiplyAdds == 0 && $0.seconds == 0 })
    #expect(rows.filter { $0.kernel != "read in place" }.allSatisfy { $0.bytes > 0 })
  }
}

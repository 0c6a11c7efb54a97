import Foundation
import Testing

@testable import NeuralNetwork

@Suite struct NetworkSpecTests {
  @Test func builderAndFileGiveTheSameValue() throws {
    let json = """
      {"name": "tiny", "input": {"channels": 1}, "layers": [
        {"type": "conv2d", "name": "first", "filters": 8, "activation": "leakyReLU(0.1)"},
        {"type": "maxPool2d"},
        {"type": "upsampleNearest2d"},
        {"type": "conv2d", "name": "last", "filters": 1, "kernel": 5},
        {"type": "add", "name": "sum", "from": ["input", "last"]}]}
      """
    let read = try JSONDecoder().decode(NetworkSpec.self, from: Data(json.utf8))
    let built = try NetworkSpec("tiny", inputChannels: 1) {
      Conv2D(filters: 8, activation: .leakyReLU(slope: 0.1)).named("first")
      MaxPool2D()
      UpsampleNearest2D()
      Conv2D(filters: 1, kernel: 5).named("last")
      Add().named("sum", from: "input", "last")
    }
    #expect(read == built)
    #expect(read.nodes[1].name == "maxPool2d2")
    #expect(try JSONDecoder().decode(NetworkSpec.self, from: JSONEncoder().encode(built)) == built)
  }

  @Test func differentNetworksAreNotEqual() throws {
    let one = try NetworkSpec("a", inputChannels: 1) { Conv2D(filters: 1).named("c") }
    let other = try NetworkSpec("a", inputChannels: 1) { Conv2D(filters: 1, bias: false).named("c") }
    #expect(one != other)
  }

  @Test(arguments: [
    (#"[{"type": "conv2x", "filters": 1}]"#, "conv2x", "conv2d"),
    (#"[{"type": "conv2d", "name": "a", "filter": 1}]"#, "filter", "filters"),
    (#"[{"type": "add", "name": "a", "from": ["input", "b"]}]"#, "'b'", "'a'"),
    (#"[{"type": "add", "name": "a"}]"#, "'a'", "2 or more"),
    (#"[{"type": "softmax", "name": "a"}, {"type": "softmax", "name": "a"}]"#, "'a'", "differ"),
    (#"[]"#, "no layers", "network"),
    (#"[{"type": "conv2d", "filters": 1, "activation": "rellu"}]"#, "rellu", "relu"),
  ])
  func wrongFilesAreRefusedWithAName(layers: String, first: String, second: String) throws {
    let json = #"{"name": "x", "input": {"channels": 1}, "layers": \#(layers)}"#
    let error = #expect(throws: NetworkError.self) {
      try JSONDecoder().decode(NetworkSpec.self, from: Data(json.utf8))
    }
    let message = error.map(String.init(describing:)) ?? ""
    #expect(message.contains(first) && message.contains(second), "\(message)")
  }

  @Test(arguments: [
    FeatureShape(height: 8, width: 8, channels: 2), FeatureShape(height: 6, width: 8, channels: 1),
    FeatureShape(height: 8, width: 9, channels: 1),
  ])
  func inputsThatDoNotFitAreRefused(shape: FeatureShape) throws {
    let network = try SampleNetworks.unet()
    #expect(throws: NetworkError.self) { try network.shapes(input: shape) }
  }

  @Test func badSettingsAreRefusedWithTheLayersName() throws {
    let network = try NetworkSpec("x", inputChannels: 1) { Conv2D(filters: 1, kernel: 4).named("odd") }
    let error = #expect(throws: NetworkError.self) {
      try network.shapes(input: FeatureShape(height: 9, width: 9, channels: 1))
    }
    #expect(error.map(String.init(describing:))?.contains("'odd'") == true)
  }

  /// The field that the spec computes is the one that perturbing single input pixels shows.
  @Test(arguments: [
    "seed", "unet", "strided", "even",
  ])
  func receptiveFieldIsWhatPerturbationShows(name: String) throws {
    let network =
      switch name {
      case "unet": try SampleNetworks.unet()
      case "strided":
        try NetworkSpec(name, inputChannels: 1) {
          Conv2D(filters: 2, stride: 2)
          Conv2D(filters: 2, kernel: 5)
          UpsampleNearest2D()
          Conv2D(filters: 1)
        }
      case "even":
        try NetworkSpec(name, inputChannels: 1) {
          Conv2D(filters: 2, kernel: 2)
          AveragePool2D()
          Conv2D(filters: 4, kernel: 2)
          PixelShuffle()
        }
      default:
        try NetworkSpec(name, inputChannels: 1) {
          for _ in 0..<4 { Conv2D(filters: 2) }
          Conv2D(filters: 1, kernel: 1)
        }
      }
    let field = try #require(try network.receptiveField())
    #expect(field.keepsBorder && field.scale == 1)
    // All weights positive, so that no influence cancels; nothing that hides or flattens one.
    let spec = try NetworkSpec(
      name: name, inputChannels: 1,
      nodes: network.nodes.map { node in
        switch node.layer {
        case let layer as Conv2D:
          .init(
            name: node.name, inputs: node.inputs,
            layer: Conv2D(filters: layer.filters, kernel: layer.kernel, stride: layer.stride))
        case is MaxPool2D: .init(name: node.name, inputs: node.inputs, layer: AveragePool2D())
        case is Clamp: .init(name: node.name, inputs: node.inputs, layer: Activation(.linear))
        default: node
        }
      })
    let model = try Model(initializing: spec, seed: 1)
    for index in 0..<model.parameters.count {
      model.parameters.pointer[index] = 0.05 + 0.01 * Float(index % 5)
    }
    let extent = 4 * ((field.extent + 8) / 4)
    let shape = FeatureShape(height: extent, width: extent, channels: 1)
    let plan = try InferencePlan(model, input: shape)
    let flat = ReferenceTensor(batch: 1, shape: shape, values: Array(repeating: 0.2, count: shape.count))
    let base = plan.run(flat)
    var (before, after) = (0, 0)
    for x in extent / 2..<extent / 2 + field.alignment {
      var touched = flat
      touched[0, extent / 2, x, 0] = 0.7
      let output = plan.run(touched)
      for column in 0..<extent
      where (0..<extent).contains(where: { row in
        // Winograd's tiles let a pixel disturb its neighbours by a rounding; what it does to those that see it is
        // thousands of times larger.
        let place = row * extent + column
        return abs(output[place] - base[place]) > 1e-5 * abs(base[place])
      }) {
        before = max(before, column - x < 0 ? 0 : column - x)
        after = max(after, x - column < 0 ? 0 : x - column)
      }
    }
    #expect(before <= field.before && after <= field.after)
    // Exact to within the positions that share one square at the lowest level.
    #expect(before > field.before - field.alignment && after > field.after - field.alignment)
  }

  @Test func parametersAndCostOfTheSeedNetworkAreThePublishedOnes() throws {
    let network = try NetworkSpec("seed", inputChannels: 1) {
      Conv2D(filters: 32, activation: .relu)
      Conv2D(filters: 32, activation: .relu)
      Conv2D(filters: 64, activation: .relu)
      Conv2D(filters: 128, activation: .relu)
      Conv2D(filters: 1, activation: .sigmoid)
    }
    let shape = FeatureShape(height: 20, width: 10, channels: 1)
    #expect(try ParameterTable(network, input: shape).parameterCount == 103_073)
    let summary = try NetworkSummary(network, input: shape)
    #expect(summary.multiplyAdds == 200 * 9 * (32 + 32 * 32 + 32 * 64 + 64 * 128 + 128))
    #expect(try network.receptiveField()?.extent == 11)
  }
}

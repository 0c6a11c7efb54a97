import Foundation
import Testing

@testable import NeuralNetwork

/// Networks and weights that a careless or hostile file may hold.
@Suite struct LimitTests {
  @Test(arguments: [
    #"{"channels": 1}, "layers": [{"type": "conv2d", "filters": 9223372036854775807}]"#,
    #"{"channels": 1}, "layers": [{"type": "conv2d", "filters": 1, "kernel": 4294967297}]"#,
    #"{"channels": 1}, "layers": [{"type": "conv2d", "filters": 0}]"#,
    #"{"channels": 1}, "layers": [{"type": "pixelUnshuffle", "factor": 4294967296}]"#,
    #"{"channels": 1}, "layers": [{"type": "maxPool2d", "size": -1}]"#,
    #"{"channels": 1}, "layers": [{"type": "upsampleNearest2d", "factor": 64}, {"type": "upsampleNearest2d", "factor": 64}]"#,
    #"{"channels": 1048576}, "layers": [{"type": "conv2d", "filters": 1048576, "kernel": 63}]"#,
    #"{"channels": 1}, "layers": [{"type": "flatten"}, {"type": "dense", "units": -5}]"#,
    #"{"channels": -1}, "layers": [{"type": "conv2d", "filters": 1}]"#,
    #"{"channels": 1, "height": 1073741824, "width": 4}, "layers": [{"type": "conv2d", "filters": 1}]"#,
    #"{"channels": 1}, "layers": [{"type": "conv2d", "filters": 1, "activation": "leakyReLU(-0.5)"}]"#,
    #"{"channels": 1}, "layers": [{"type": "conv2d", "filters": 1, "activation": "leakyReLU(nan)"}]"#,
    #"{"channels": 1}, "layers": [{"type": "batchNorm", "momentum": 7}]"#,
    #"{"channels": 1}, "layers": [{"type": "dropout", "rate": 1}]"#,
  ])
  func impossibleNetworksAreRefused(rest: String) {
    #expect(throws: NetworkError.self) {
      let network = try JSONDecoder().decode(
        NetworkSpec.self, from: Data(#"{"name": "x", "input": \#(rest)}"#.utf8))
      _ = try Model(initializing: network, seed: 1)
    }
  }

  @Test(arguments: [Float.nan, .infinity]) func weightsThatAreNotNumbersAreRefused(value: Float) throws {
    let model = try Model(initializing: SampleNetworks.unet(), seed: 1)
    var tensors = model.tensors
    tensors["encode.bias"] = Tensor(shape: [6], elements: [0, 0, value, 0, 0, 0])
    let error = #expect(throws: NetworkError.self) {
      try Model(network: model.network, tensors: tensors, record: [:], file: "m")
    }
    #expect(error?.description.contains("encode.bias") == true)
  }

  @Test func batchesLargerThanTheMachineAreRefused() throws {
    let model = try Model(initializing: SampleNetworks.unet(), seed: 1)
    for batch in [1 << 40, 1 << 60] {
      #expect(throws: NetworkError.self) {
        try TrainingPlan(model, input: model.network.exampleInput, batch: batch, loss: .meanSquaredError, pool: nil)
      }
    }
  }

  @Test func windowsLargerThanTheInputAreRefused() throws {
    for stride in [1, 2] {
      let layer = Conv2D(filters: 1, kernel: 3, stride: stride, padding: .valid)
      #expect(throws: NetworkError.self) {
        try layer.outputShape(of: [FeatureShape(height: 2, width: 2, channels: 1)])
      }
    }
  }

  @Test func alignmentIsACommonMultipleOfAllScales() throws {
    let network = try NetworkSpec("x", inputChannels: 1) {
      PixelUnshuffle()
      PixelShuffle()
      PixelUnshuffle(factor: 3)
      PixelShuffle(factor: 3)
    }
    #expect(try network.receptiveField()?.alignment == 6)
    #expect(try network.shapes(input: network.exampleInput).last == network.exampleInput)
  }

  @Test func dropoutLayersDrawDifferently() throws {
    let network = try NetworkSpec("x", inputChannels: 1) {
      Dropout(rate: 0.5).named("a")
      Dropout(rate: 0.5).named("b")
    }
    let ones = ReferenceTensor(
      batch: 1, shape: FeatureShape(height: 40, width: 40, channels: 1), values: Array(repeating: 1, count: 1600))
    let kept = SampleNetworks.reference(network, weights: [:], ones, mode: .training(seed: 3)).values
      .filter { $0 > 0 }.count
    // One mask twice would keep a half.
    #expect((300...500).contains(kept))
  }
}

import Foundation
import Testing

@testable import NeuralNetwork

/// Running a network row by row against running it as a whole.
@Suite struct StreamingTests {
  /// Networks with every layer that pages can go through, joins at several scales, and rows that are needed for long.
  private static let networks: [@Sendable () throws -> NetworkSpec] = [
    { try SampleNetworks.unet() },
    {
      try NetworkSpec("plain", inputChannels: 1) {
        Conv2D(filters: 9, activation: .relu).named("a")
        Conv2D(filters: 16, kernel: 5).named("b")
        BatchNorm().named("norm")
        Activation(.tanh).named("bend")
        Dropout(rate: 0.3).named("drop")
        Conv2D(filters: 2, kernel: 2).named("c")
        Conv2D(filters: 3, activation: .sigmoid).named("d")
        Softmax().named("e")
      }
    },
    {
      try NetworkSpec("deep", inputChannels: 2) {
        Conv2D(filters: 8).named("a")
        AveragePool2D().named("down1")
        Conv2D(filters: 24, stride: 2).named("down2")
        Conv2D(filters: 8).named("bottom")
        UpsampleNearest2D(factor: 4).named("up")
        Concatenate().named("join", from: "up", "a", "input")
        Conv2D(filters: 5, kernel: 1).named("mix")
        Concatenate().named("again", from: "join", "mix")
        Conv2D(filters: 1).named("b")
        MaxPool2D().named("small")
        UpsampleNearest2D().named("page")
      }
    },
    {
      // What is read through by one convolution and computed for another layer.
      try NetworkSpec("shared", inputChannels: 1) {
        MaxPool2D(size: 3).named("down")
        UpsampleNearest2D(factor: 3).named("up")
        Conv2D(filters: 11).named("a", from: "up")
        Concatenate().named("join", from: "up", "a")
        Clamp().named("clamp")
        Conv2D(filters: 4).named("b", from: "join")
        Concatenate().named("end", from: "b", "clamp")
      }
    },
    {
      // Read through by one convolution: three maps, each at a scale of its own.
      try NetworkSpec("scales", inputChannels: 1) {
        Conv2D(filters: 6).named("a")
        MaxPool2D(size: 3).named("thirds")
        Conv2D(filters: 9, activation: .relu).named("b")
        UpsampleNearest2D(factor: 3).named("up3")
        AveragePool2D(size: 4).named("quarters", from: "a")
        Conv2D(filters: 5).named("c")
        UpsampleNearest2D(factor: 4).named("up4")
        Concatenate().named("join", from: "up3", "up4", "a")
        Conv2D(filters: 8, activation: .tanh).named("d")
        Conv2D(filters: 1).named("page")
      }
    },
  ]

  @Test(arguments: networks.indices, [(12, 12), (60, 24), (132, 36), (24, 108)])
  func rowByRowEqualsTheWholeAndTheReference(network: Int, size: (height: Int, width: Int)) throws {
    let model = try PreparedModel(Model(initializing: Self.networks[network](), seed: 4))
    let shape = FeatureShape(
      height: size.height, width: size.width, channels: model.model.network.inputChannels)
    let input = SampleNetworks.noise(shape)
    let whole = try InferencePlan(model, input: shape).run(input)
    let height = size.height
    let rows = try StreamingPlan(model, input: shape).rows(of: input)
    // Tiles of four rows begin elsewhere than in the whole, so sums are rounded otherwise.
    let bound = 1e-5 * max(1, whole.map { abs($0) }.max() ?? 0)
    #expect(rows.count == whole.count && zip(rows, whole).allSatisfy { abs($0 - $1) < bound })
    let expected = SampleNetworks.reference(
      model.model.network, weights: SampleNetworks.doubles(model.model), input
    ).values
    #expect(rows.count == expected.count)
    #expect(zip(rows, expected).allSatisfy { abs(Double($0) - $1) < Double(bound) })
    // But not whichever strip a row is computed in.
    for strips in [[0..<height / 3, height / 3..<height], [height / 2..<height / 2 + 1, 0..<height]] {
      let plan = try StreamingPlan(model, input: shape, strips: strips)
      for (index, strip) in strips.enumerated() {
        let count = plan.outputShape.width * plan.outputShape.channels
        let part = plan.rows(strip: index, of: input)
        #expect(part == Array(rows[strip.lowerBound * count..<strip.upperBound * count]))
      }
    }
  }

  @Test func memoryDoesNotGrowWithTheHeight() throws {
    let model = try PreparedModel(Model(initializing: SampleNetworks.unet(), seed: 3))
    func count(_ height: Int) throws -> Int {
      try StreamingPlan(model, input: FeatureShape(height: height, width: 64, channels: 1)).arena.count
    }
    #expect(try count(4096) == count(256))
    #expect(try count(4096) < 4096 * 64)
  }

  @Test func plansThatShareAnArenaDoNotDisturbOneAnother() throws {
    let model = try PreparedModel(Model(initializing: SampleNetworks.unet(), seed: 3))
    let large = FeatureShape(height: 24, width: 16, channels: 1)
    let small = FeatureShape(height: 8, width: 12, channels: 1)
    let first = try StreamingPlan(model, input: large)
    let second = try StreamingPlan(model, input: small) { floats in
      #expect(first.arena.count >= floats)
      return first.arena
    }
    #expect(first.arena === second.arena)
    let alone = try StreamingPlan(model, input: small).rows(of: SampleNetworks.noise(small))
    for _ in 0..<2 {
      _ = first.rows(of: SampleNetworks.noise(large))
      #expect(second.rows(of: SampleNetworks.noise(small)) == alone)
    }
  }

  @Test func networksThatSeeWholeInputsAreRefused() throws {
    let model = try PreparedModel(Model(initializing: SampleNetworks.classifier(), seed: 1))
    #expect(throws: NetworkError.self) {
      try StreamingPlan(model, input: model.model.network.exampleInput)
    }
  }

  /// The promise of the shipped models: kernels in single precision are within 10⁻⁴ of the definition in double.
  @Test(arguments: ["unet", "seed"]) func shippedModelsEqualThePlainReference(name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let model = try ModelFile.read(folder.appending(path: "Sources/CModels/\(name).safetensors").path)
    let shape = FeatureShape(height: 64, width: 32, channels: 1)
    let input = SampleNetworks.noise(shape)
    let expected = SampleNetworks.reference(
      model.network, weights: SampleNetworks.doubles(model), input
    ).values
    let output = try StreamingPlan(PreparedModel(model), input: shape).rows(of: input)
    #expect(zip(output, expected).allSatisfy { abs(Double($0) - $1) < 1e-4 })
    #expect(output.count == expected.count)
  }
}

extension StreamingPlan {
  /// The output rows of a strip, one after another.
  func rows(strip: Int = 0, of input: ReferenceTensor) -> [Float] {
    let rowCount = inputShape.width * inputShape.channels
    var result: [Float] = []
    run(strip: strip) { row, place in
      for index in 0..<rowCount { place[index] = Float(input.values[row * rowCount + index]) }
    } write: { _, values in
      result += UnsafeBufferPointer(start: values, count: outputShape.width * outputShape.channels)
    }
    return result
  }
}

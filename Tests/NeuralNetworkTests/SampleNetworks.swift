import Randomness

@testable import NeuralNetwork

/// Small networks that exercise every kind of join and scale.
enum SampleNetworks {
  /// A U-Net of two levels on 2×2 squares, with skips and a residual end.
  static func unet() throws -> NetworkSpec {
    try NetworkSpec("small", inputChannels: 1) {
      PixelUnshuffle().named("squares")
      Conv2D(filters: 6, activation: .relu).named("encode")
      MaxPool2D().named("down")
      Conv2D(filters: 7, activation: .leakyReLU(slope: 0.1)).named("bottom")
      UpsampleNearest2D().named("up")
      Concatenate().named("join", from: "up", "encode")
      Conv2D(filters: 4, activation: .tanh).named("decode")
      PixelShuffle().named("fine")
      Conv2D(filters: 1).named("correction")
      Add().named("sum", from: "input", "correction")
      Clamp().named("page")
    }
  }

  /// A classifier with every layer that classifiers use.
  static func classifier() throws -> NetworkSpec {
    try NetworkSpec("digits", inputChannels: 1, inputSize: .init(height: 8, width: 8)) {
      Conv2D(filters: 4, padding: .valid).named("conv")
      BatchNorm().named("norm")
      Activation(.relu).named("rectify")
      AveragePool2D().named("pool")
      Flatten().named("flat")
      Dense(units: 9, activation: .relu).named("dense")
      Dropout(rate: 0.25).named("drop")
      Dense(units: 3).named("logits")
      Softmax().named("probabilities")
    }
  }

  /// The weights of a model by name, in double precision.
  static func doubles(_ model: Model) -> [String: [Double]] {
    model.tensors.mapValues { $0.elements.map(Double.init) }
  }

  /// The output of a network from the plain versions of its layers.
  static func reference(
    _ network: NetworkSpec, weights: [String: [Double]], _ input: ReferenceTensor,
    mode: ExecutionMode = .inference
  ) -> ReferenceTensor {
    var values: [ReferenceTensor] = []
    for (place, (node, indices)) in zip(network.nodes, network.inputIndices).enumerated() {
      let inputs = indices.map { $0 < 0 ? input : values[$0] }
      let parameters = node.layer.parameters(for: inputs.map(\.shape)).map { weights["\(node.name).\($0.role)"] ?? [] }
      values.append(node.layer.reference(inputs, parameters: parameters, mode: mode.forNode(place)))
    }
    return values[values.count - 1]
  }

  /// A batch of noise in [0, 1].
  static func noise(_ shape: FeatureShape, batch: Int = 1, seed: UInt64 = 5) -> ReferenceTensor {
    var random = SeededRandom(seed: seed)
    return ReferenceTensor(
      batch: batch, shape: shape, values: (0..<batch * shape.count).map { _ in Double(Float(random.uniform())) })
  }
}

extension InferencePlan {
  /// Runs the plan on a batch.
  func run(_ input: ReferenceTensor) -> [Float] {
    withInput { place in for (index, value) in input.values.enumerated() { place[index] = Float(value) } }
    run()
    return withOutput { Array($0) }
  }
}

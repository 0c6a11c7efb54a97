import Randomness
import Testing

@testable import NeuralNetwork

/// One row of the table that drives the tests of all layers.
struct LayerCase: CustomTestStringConvertible, Sendable {
  let layer: any Layer
  let inputs: [FeatureShape]
  var batch = 2
  var mode = ExecutionMode.inference
  /// Where inputs are drawn from. Distinct values keep kinks (pooling, clamps) away from the finite differences.
  var range: ClosedRange<Double> = -1...1

  var testDescription: String {
    "\(type(of: layer).kind) \(layer) on \(inputs.map(\.description).joined(separator: ", ")) ×\(batch), \(mode)"
  }

  static let all: [LayerCase] = convolutions + pooling + joining + pointwise + dense

  private static let activations: [ActivationFunction] = [
    // A slope above 1 makes the larger of a value and its multiple the wrong one.
    .linear, .relu, .leakyReLU(slope: 0.2), .leakyReLU(slope: 1.5), .sigmoid, .tanh,
  ]

  private static var convolutions: [LayerCase] {
    var cases: [LayerCase] = []
    for kernel in [1, 2, 3, 5, 7] {
      for stride in [1, 2] {
        for padding in [Conv2D.Padding.same, .valid] {
          cases.append(
            LayerCase(
              layer: Conv2D(filters: 5, kernel: kernel, stride: stride, padding: padding),
              inputs: [shape(9, 7, 3)]))
        }
      }
    }
    for activation in activations {
      cases.append(
        LayerCase(layer: Conv2D(filters: 4, activation: activation), inputs: [shape(5, 6, 2)]))
    }
    cases += [
      LayerCase(layer: Conv2D(filters: 1, kernel: 3, stride: 2, padding: .valid), inputs: [shape(3, 4, 1)]),
      LayerCase(layer: Conv2D(filters: 3, bias: false), inputs: [shape(4, 4, 2)]),
      LayerCase(layer: Conv2D(filters: 1), inputs: [shape(1, 1, 1)], batch: 1),
      LayerCase(layer: Conv2D(filters: 2), inputs: [shape(1, 13, 2)]),
      LayerCase(layer: Conv2D(filters: 17), inputs: [shape(13, 1, 19)], batch: 1),
      LayerCase(layer: Conv2D(filters: 2, kernel: 5), inputs: [shape(2, 3, 1)]),
      LayerCase(layer: Conv2D(filters: 2), inputs: [shape(3, 3, 1)], batch: 19),
      LayerCase(layer: Conv2D(filters: 3), inputs: [shape(31, 29, 2)], batch: 1),
      LayerCase(layer: Conv2D(filters: 16), inputs: [shape(8, 8, 16)]),
      LayerCase(layer: Conv2D(filters: 35), inputs: [shape(9, 10, 8)], batch: 3),
      LayerCase(layer: Conv2D(filters: 12, padding: .valid), inputs: [shape(11, 7, 12)]),
      LayerCase(layer: Conv2D(filters: 24, activation: .sigmoid), inputs: [shape(6, 7, 9)], batch: 1),
      LayerCase(layer: Conv2D(filters: 1), inputs: [shape(19, 6, 12)], batch: 1),
      LayerCase(layer: Conv2D(filters: 1, padding: .valid, activation: .tanh), inputs: [shape(4, 5, 6)]),
      LayerCase(layer: Conv2D(filters: 4, bias: false), inputs: [shape(5, 5, 20)], batch: 17),
    ]
    // So wide that whole blocks of every kernel lie between the borders, with a rest after the last.
    cases += [
      LayerCase(layer: Conv2D(filters: 12), inputs: [shape(3, 101, 5)], batch: 1),
      LayerCase(layer: Conv2D(filters: 1), inputs: [shape(6, 53, 12)], batch: 1),
      LayerCase(layer: Conv2D(filters: 24), inputs: [shape(5, 37, 24)], batch: 1),
      LayerCase(layer: Conv2D(filters: 1, kernel: 5), inputs: [shape(4, 61, 3)], batch: 1),
      LayerCase(layer: Conv2D(filters: 16, padding: .valid), inputs: [shape(3, 30, 9)], batch: 1),
    ]
    return cases
  }

  private static let pooling: [LayerCase] = [
    LayerCase(layer: MaxPool2D(), inputs: [shape(6, 8, 3)]),
    LayerCase(layer: MaxPool2D(), inputs: [shape(5, 7, 2)]),
    LayerCase(layer: MaxPool2D(size: 3), inputs: [shape(7, 9, 2)]),
    LayerCase(layer: AveragePool2D(), inputs: [shape(6, 8, 3)]),
    LayerCase(layer: AveragePool2D(size: 3), inputs: [shape(7, 10, 2)]),
    LayerCase(layer: UpsampleNearest2D(), inputs: [shape(3, 5, 2)]),
    LayerCase(layer: UpsampleNearest2D(factor: 3), inputs: [shape(2, 3, 1)]),
    LayerCase(layer: ZeroPadding2D(top: 1, bottom: 2, left: 3), inputs: [shape(4, 3, 2)]),
    LayerCase(layer: ZeroPadding2D(right: 1), inputs: [shape(3, 5, 9)], batch: 3),
    LayerCase(layer: Cropping2D(top: 1, bottom: 2, left: 1), inputs: [shape(6, 5, 3)]),
    LayerCase(layer: Cropping2D(bottom: 1, right: 2), inputs: [shape(5, 7, 9)], batch: 3),
    LayerCase(layer: PixelUnshuffle(), inputs: [shape(6, 4, 3)]),
    LayerCase(layer: PixelUnshuffle(factor: 3), inputs: [shape(6, 9, 1)]),
    LayerCase(layer: PixelShuffle(), inputs: [shape(3, 5, 8)]),
    LayerCase(layer: PixelShuffle(factor: 3), inputs: [shape(2, 3, 9)]),
  ]

  private static let joining: [LayerCase] = [
    LayerCase(layer: Concatenate(), inputs: [shape(3, 4, 2), shape(3, 4, 5)]),
    LayerCase(layer: Concatenate(), inputs: [shape(2, 1, 1), shape(2, 1, 3), shape(2, 1, 2)]),
    LayerCase(layer: Add(), inputs: [shape(3, 4, 2), shape(3, 4, 2)]),
    LayerCase(layer: Add(), inputs: [shape(1, 5, 1), shape(1, 5, 1), shape(1, 5, 1)]),
  ]

  private static var pointwise: [LayerCase] {
    activations.map { LayerCase(layer: Activation($0), inputs: [shape(3, 5, 2)], range: -3...3) } + [
      LayerCase(layer: Clamp(), inputs: [shape(4, 5, 2)], range: -1...2),
      LayerCase(layer: Rescaling(scale: -1.5, offset: 0.25), inputs: [shape(4, 5, 3)]),
      LayerCase(layer: Flatten(), inputs: [shape(3, 2, 4)]),
      LayerCase(layer: Reshape(height: 3, width: 2, channels: 4), inputs: [shape(1, 1, 24)]),
      LayerCase(layer: Dropout(rate: 0.4), inputs: [shape(4, 5, 3)]),
      LayerCase(layer: Dropout(rate: 0.4), inputs: [shape(4, 5, 3)], mode: .training(seed: 11)),
      LayerCase(layer: BatchNorm(), inputs: [shape(4, 3, 5)]),
      LayerCase(layer: BatchNorm(), inputs: [shape(4, 3, 5)], batch: 3, mode: .training(seed: 1)),
      LayerCase(layer: BatchNorm(), inputs: [shape(1, 1, 7)], batch: 6, mode: .training(seed: 1)),
      LayerCase(layer: BatchNorm(activation: .tanh), inputs: [shape(3, 5, 9)], batch: 3, mode: .training(seed: 1)),
      LayerCase(layer: BatchNorm(activation: .leakyReLU(slope: 0.2)), inputs: [shape(4, 3, 16)]),
      LayerCase(layer: Softmax(), inputs: [shape(1, 1, 9)], batch: 3, range: -4...4),
      LayerCase(layer: Softmax(), inputs: [shape(2, 3, 4)]),
    ]
  }

  private static var dense: [LayerCase] {
    activations.map { LayerCase(layer: Dense(units: 7, activation: $0), inputs: [shape(1, 1, 11)], batch: 3) } + [
      LayerCase(layer: Dense(units: 3), inputs: [shape(1, 1, 150)], batch: 70),
      LayerCase(layer: Dense(units: 203, activation: .tanh), inputs: [shape(1, 1, 131)], batch: 21),
      LayerCase(layer: Dense(units: 5, activation: .relu), inputs: [shape(1, 1, 900)], batch: 130),
      LayerCase(layer: Dense(units: 1), inputs: [shape(1, 1, 1)], batch: 1),
    ]
  }

  private static func shape(_ height: Int, _ width: Int, _ channels: Int) -> FeatureShape {
    FeatureShape(height: height, width: width, channels: channels)
  }
}

/// A layer case with memory for everything, as a plan would set it up.
struct LayerRun {
  let testCase: LayerCase
  let outputShape: FeatureShape
  var inputs: [ReferenceTensor]
  var parameters: [[Double]]
  /// What the output's gradient is: the derivative of Σ weight · output.
  let outputWeights: [Double]

  init(_ testCase: LayerCase) throws {
    self.testCase = testCase
    outputShape = try testCase.layer.outputShape(of: testCase.inputs)
    var random = SeededRandom(seed: 7)
    inputs = testCase.inputs.map { shape in
      // A shuffled ladder: no two values of an input are close, and none is close to zero or a clamp's limits.
      let count = testCase.batch * shape.count
      var places = Array(0..<count)
      places.shuffle(using: &random)
      let span = testCase.range.upperBound - testCase.range.lowerBound
      return ReferenceTensor(
        batch: testCase.batch, shape: shape,
        values: places.map { testCase.range.lowerBound + span * (Double($0) + 0.37) / Double(count) })
    }
    parameters = testCase.layer.parameters(for: testCase.inputs).map { spec in
      (0..<spec.count).map { _ in
        // Running variances must be positive.
        spec.role == "runningVariance" ? random.uniform(in: 0.5...2) : random.uniform(in: -0.7...0.7)
      }
    }
    outputWeights = (0..<testCase.batch * outputShape.count).map { _ in random.uniform(in: -1...1) }
  }

  func reference() -> ReferenceTensor {
    testCase.layer.reference(inputs, parameters: parameters, mode: testCase.mode)
  }

  /// Σ weight · reference output.
  func weightedSum() -> Double { zip(reference().values, outputWeights).reduce(0) { $0 + $1.0 * $1.1 } }

  /// What the fast version computes.
  struct Result {
    var output: [Double]
    var inputGradients: [[Double]]
    var parameterGradients: [[Double]]
  }

  /// Runs forward and backward on `workers` threads, or on the calling thread.
  func run(pool: WorkerPool?, gradientStart: Float = 0) -> Result {
    let layer = testCase.layer
    let need = layer.scratch(for: testCase.inputs, batch: testCase.batch, training: true)
    let workers = Workers(pool: pool, scratchCount: need.perWorker, sharedCount: need.shared)
    func buffer(_ values: [Double]) -> AlignedBuffer {
      let buffer = AlignedBuffer(count: values.count)
      for (index, value) in values.enumerated() { buffer.pointer[index] = Float(value) }
      return buffer
    }
    func map(_ buffer: AlignedBuffer, _ shape: FeatureShape) -> FeatureMap {
      FeatureMap(buffer, batch: testCase.batch, shape: shape)
    }
    let inputBuffers = inputs.map { buffer($0.values) }
    let parameterBuffers = parameters.map(buffer)
    let output = AlignedBuffer(count: testCase.batch * outputShape.count)
    let inputMaps = zip(inputBuffers, testCase.inputs).map { map($0, $1) }
    let prepared = AlignedBuffer(count: layer.preparedCount(for: testCase.inputs, training: true))
    layer.prepare(
      parameterBuffers.map(\.pointer), for: testCase.inputs, training: true, into: prepared.pointer)
    layer.forward(
      ForwardPass(
        inputs: inputMaps, output: map(output, outputShape), rows: 0..<outputShape.height,
        parameters: parameterBuffers.map(\.pointer), prepared: prepared.pointer, workers: workers),
      mode: testCase.mode)
    let result = (0..<output.count).map { Double(output.pointer[$0]) }

    let outputGradient = buffer(outputWeights)
    let gradientBuffers = inputs.map { _ in AlignedBuffer(count: inputs.map(\.values.count).max() ?? 0) }
    for buffer in gradientBuffers { buffer.pointer.update(repeating: gradientStart, count: buffer.count) }
    let parameterGradients = parameters.map { AlignedBuffer(count: $0.count) }
    layer.backward(
      BackwardPass(
        inputs: inputMaps, output: map(output, outputShape), outputGradient: map(outputGradient, outputShape),
        inputGradients: zip(gradientBuffers, testCase.inputs).map { map($0, $1) },
        accumulates: inputs.map { _ in gradientStart != 0 }, parameters: parameterBuffers.map(\.pointer),
        parameterGradients: parameterGradients.map(\.pointer), prepared: prepared.pointer, workers: workers),
      mode: testCase.mode)
    // The passes hold plain pointers to parameters.
    return withExtendedLifetime((parameterBuffers, prepared)) {
      Result(
        output: result,
        inputGradients: zip(gradientBuffers, inputs).map { buffer, input in
          input.values.indices.map { Double(buffer.pointer[$0]) }
        },
        parameterGradients: parameterGradients.map { buffer in
          (0..<buffer.count).map { Double(buffer.pointer[$0]) }
        })
    }
  }
}

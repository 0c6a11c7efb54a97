/// A fully connected layer with bias and, fused behind it, an activation.
///
/// Weights `[inputs, units]`, bias `[units]`. The input is a vector: put ``Flatten`` before it.
public struct Dense: Layer {
  /// The name in network files.
  public static let kind = "dense"
  /// The settings of the layer in network files.
  public static let settings = ["units", "activation"]

  /// Outputs.
  public var units: Int
  /// What is applied to the sums.
  public var activation: ActivationFunction

  /// Makes a dense layer.
  public init(units: Int, activation: ActivationFunction = .linear) {
    self.units = units
    self.activation = activation
  }

  /// Reads a dense layer; the activation is linear unless given.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    units = try values.decode(Int.self, forKey: .units)
    activation = try values.decodeIfPresent(ActivationFunction.self, forKey: .activation) ?? .linear
  }

  /// How output positions relate to input positions.
  public var footprint: SpatialFootprint? { nil }

  /// `[1, 1, in]` → `[1, 1, units]`.
  public func outputShape(of inputs: [FeatureShape]) throws(NetworkError) -> FeatureShape {
    guard (1...FeatureShape.largestChannels).contains(units) else {
      throw .badSetting(
        layer: Self.kind, setting: "units", value: "\(units)",
        expected: "from 1 to \(FeatureShape.largestChannels)")
    }
    guard inputs[0].pixels == 1 else {
      throw .unfitInput(layer: Self.kind, reason: "\(inputs[0]) is not a vector; put a flatten layer before it")
    }
    return FeatureShape(height: 1, width: 1, channels: units)
  }

  /// The arrays described above.
  public func parameters(for inputs: [FeatureShape]) -> [ParameterSpec] {
    let fanIn = inputs[0].channels
    return [
      ParameterSpec(
        role: "weight", shape: [fanIn, units],
        initializer: activation.isRectifier ? .he(fanIn: fanIn) : .glorot(fanIn: fanIn, fanOut: units)),
      ParameterSpec(role: "bias", shape: [units], initializer: .constant(0)),
    ]
  }

  /// One for each weight and output position.
  public func multiplyAdds(for inputs: [FeatureShape]) -> Int { inputs[0].channels * units }

  /// Samples times weights, bias and activation.
  public func forward(_ pass: ForwardPass, mode: ExecutionMode) {
    let fanIn = pass.input.shape.channels
    forEachTile(rows: pass.output.batch, columns: units, depth: fanIn, pass.workers) { rows, columns in
      let output = pass.output.sample(rows.lowerBound) + columns.lowerBound
      for row in 0..<rows.count {
        (output + row * units).update(from: pass.parameters[1] + columns.lowerBound, count: columns.count)
      }
      MatrixMultiply.multiply(
        m: rows.count, n: columns.count, k: fanIn, pass.input.sample(rows.lowerBound),
        pass.parameters[0] + columns.lowerBound, bStride: units, into: output, cStride: units, accumulate: true)
      for row in 0..<rows.count { activation.apply(output + row * units, count: columns.count) }
    }
  }

  /// Weights: input transposed times gradient. Input: gradient times weights transposed.
  public func backward(_ pass: BackwardPass, mode: ExecutionMode) {
    let batch = pass.output.batch
    let fanIn = pass.input.shape.channels
    let gradient = pass.outputGradient.base
    pass.differentiate(activation)
    let biasGradient = pass.parameterGradients[1]
    biasGradient.update(repeating: 0, count: units)
    for row in 0..<batch {
      for unit in 0..<units { biasGradient[unit] += gradient[row * units + unit] }
    }
    forEachTile(rows: fanIn, columns: units, depth: batch, pass.workers) { rows, columns in
      MatrixMultiply.multiply(
        m: rows.count, n: columns.count, k: batch, pass.input.base + rows.lowerBound, aStride: fanIn,
        gradient + columns.lowerBound, bStride: units, transposed: .left,
        into: pass.parameterGradients[0] + rows.lowerBound * units + columns.lowerBound, cStride: units)
    }
    guard let inputGradient = pass.inputGradients[0] else { return }
    forEachTile(rows: batch, columns: fanIn, depth: units, pass.workers) { rows, columns in
      MatrixMultiply.multiply(
        m: rows.count, n: columns.count, k: units, gradient + rows.lowerBound * units,
        pass.parameters[0] + columns.lowerBound * units, transposed: .right,
        into: inputGradient.sample(rows.lowerBound) + columns.lowerBound, cStride: fanIn,
        accumulate: pass.accumulates[0])
    }
  }

  /// Tiles of a product that are worth a worker's while, at most.
  private static let mostTiles = 8
  /// Rows or columns of a tile, at least.
  private static let smallestTile = 64
  /// Multiply-adds of a product from which on it is shared out.
  private static let smallestSharedProduct = 1 << 19

  /// Shares out a product `[rows, depth] · [depth, columns]` along the longer side of the result.
  ///
  /// The tiles do not depend on the number of workers, so neither do the sums.
  private func forEachTile(
    rows: Int, columns: Int, depth: Int, _ workers: Workers, _ body: (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    let longer = max(rows, columns)
    let isShared = rows * columns * depth >= Self.smallestSharedProduct
    let tiles = isShared ? max(1, min(Self.mostTiles, longer / Self.smallestTile)) : 1
    workers.forEach(tiles) { tile, _ in
      let range = longer * tile / tiles..<longer * (tile + 1) / tiles
      if rows > columns { body(range, 0..<columns) } else { body(0..<rows, range) }
    }
  }

  /// The definition, value by value.
  public func reference(
    _ inputs: [ReferenceTensor], parameters: [[Double]], mode: ExecutionMode
  ) -> ReferenceTensor {
    let input = inputs[0]
    return input.generate(FeatureShape(height: 1, width: 1, channels: units)) { sample, _, _, unit in
      var sum = parameters[1][unit]
      for feature in 0..<input.shape.channels {
        sum += input[sample, 0, 0, feature] * parameters[0][feature * units + unit]
      }
      return activation.reference(sum)
    }
  }
}

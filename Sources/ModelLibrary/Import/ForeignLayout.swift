import NeuralNetwork

/// How PyTorch lays out the parameters of a network that is computed on channels-first maps.
///
/// Convolutions there have `[filters, channels, rows, columns]`, dense layers `[outputs, inputs]`, and a vector that was a map
/// is in the order channels, rows, columns, where here it is rows, columns, channels.
struct ForeignLayout: Sendable {
  /// For each parameter, by its name here, how it is made of the foreign tensor.
  private let conversions: [String: Conversion]

  /// How a tensor becomes a parameter.
  struct Conversion: Sendable {
    /// The shape that the foreign tensor must have.
    let foreignShape: [Int]
    /// The shape of the parameter.
    let shape: [Int]
    /// For each element of the parameter, in its order, the place of its value in the foreign tensor.
    fileprivate let source: @Sendable (Int) -> Int

    /// The parameter of a foreign tensor of ``foreignShape``.
    func applied(to tensor: Tensor) -> Tensor {
      var result = Tensor(shape: shape)
      tensor.withElements { theirs in
        result.withMutableElements { ours in
          for place in ours.indices { ours[place] = theirs[source(place)] }
        }
      }
      return result
    }
  }

  /// Finds the layout of a network's parameters.
  ///
  /// - Throws: `NetworkError` where the network does not fit together, ``ImportError`` for a layer that works in another way
  ///   there.
  init(_ network: NetworkSpec, file: String) throws {
    let input = network.exampleInput
    let shapes = try network.shapes(input: input)
    var outputs = [NetworkSpec.inputName: input]
    // What a vector was flattened from, by the layer that gives it.
    var flattened: [String: FeatureShape] = [:]
    var conversions: [String: Conversion] = [:]
    for (node, shape) in zip(network.nodes, shapes) {
      let inputs = node.inputs.compactMap { outputs[$0] }
      let origin = node.inputs.first.flatMap { flattened[$0] }
      outputs[node.name] = shape
      if node.layer is PixelShuffle || node.layer is PixelUnshuffle || (node.layer is Concatenate && origin != nil) {
        throw ImportError(
          weights: file, "weights cannot be imported for layer '\(node.name)': PyTorch orders its channels otherwise")
      }
      if node.layer is Flatten {
        flattened[node.name] = origin ?? inputs[0]
      } else if !(node.layer is Dense || node.layer is Conv2D) {
        flattened[node.name] = origin
      }
      for parameter in node.layer.parameters(for: inputs) {
        conversions["\(node.name).\(parameter.role)"] = Self.conversion(parameter, of: node.layer, origin: origin)
      }
    }
    self.conversions = conversions
  }

  /// How a parameter, by its name here, is made; `nil` where the network has none of that name.
  subscript(name: String) -> Conversion? { conversions[name] }

  private static func conversion(
    _ parameter: ParameterSpec, of layer: any Layer, origin: FeatureShape?
  ) -> Conversion {
    let shape = parameter.shape
    if layer is Conv2D, shape.count == 4 {
      let (rows, columns, channels, filters) = (shape[0], shape[1], shape[2], shape[3])
      return Conversion(foreignShape: [filters, channels, rows, columns], shape: shape) { place in
        let (filter, channel, position) = (place % filters, place / filters % channels, place / filters / channels)
        return (filter * channels + channel) * rows * columns + position
      }
    }
    if layer is Dense, shape.count == 2 {
      let (inputs, units) = (shape[0], shape[1])
      return Conversion(foreignShape: [units, inputs], shape: shape) { place in
        place % units * inputs + foreignPlace(of: place / units, origin: origin)
      }
    }
    // A number a channel: of a vector that was a map, in that map's order, but for what a dense layer adds to its sums.
    let order = layer is Dense || layer is Conv2D ? nil : origin
    return Conversion(foreignShape: shape, shape: shape) { foreignPlace(of: $0, origin: order) }
  }

  /// The place in a vector of channels, rows and columns of what is here at a place of rows, columns and channels.
  private static func foreignPlace(of place: Int, origin: FeatureShape?) -> Int {
    guard let origin else { return place }
    return place % origin.channels * origin.pixels + place / origin.channels
  }
}

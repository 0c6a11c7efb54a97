/// A network as it is run: joins and repetitions that convolutions can read through are not computed.
///
/// A convolution reads the channels of several maps one behind another, and a map whose positions are repeated, in
/// place. So a concatenation or an upsampling that only convolutions read needs no memory and no time.
struct FusedNetwork {
  /// A tensor as a layer reads it.
  struct Source: Equatable {
    /// 0 for the network's input, else the node's index plus one.
    var tensor: Int
    /// How often each position is repeated along both axes.
    var replication = 1
  }

  /// A layer that is computed.
  struct Step {
    /// Index of the node.
    let node: Int
    let layer: any Layer
    let sources: [Source]
    /// Shapes of the sources as the layer reads them.
    let inputs: [FeatureShape]
    let output: FeatureShape
  }

  /// The layers that are computed, in order.
  let steps: [Step]
  /// Shapes of all tensors: the input, then each node's output, whether it is computed or not.
  let shapes: [FeatureShape]

  /// Plans a network for an input of a shape.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit.
  init(_ network: NetworkSpec, input: FeatureShape) throws(NetworkError) {
    let shapes = try [input] + network.shapes(input: input)
    let tensors = network.inputIndices.map { $0.map { $0 + 1 } }

    func readThrough(_ source: Source) -> [Source] {
      guard source.tensor > 0 else { return [source] }
      let inputs = tensors[source.tensor - 1].map { Source(tensor: $0, replication: source.replication) }
      switch network.nodes[source.tensor - 1].layer {
      case is Concatenate: return inputs.flatMap(readThrough)
      case let layer as UpsampleNearest2D:
        return readThrough(Source(tensor: inputs[0].tensor, replication: source.replication * layer.factor))
      default: return [source]
      }
    }

    var isRead = Array(repeating: false, count: shapes.count)
    isRead[shapes.count - 1] = true
    var steps: [Step] = []
    for (node, entry) in network.nodes.enumerated().reversed() where isRead[node + 1] {
      let direct = tensors[node].map { Source(tensor: $0) }
      let sources = entry.layer is Conv2D ? direct.flatMap(readThrough) : direct
      for source in sources { isRead[source.tensor] = true }
      let inputs = sources.map { source in
        let shape = shapes[source.tensor]
        return FeatureShape(
          height: shape.height * source.replication, width: shape.width * source.replication, channels: shape.channels)
      }
      steps.append(
        Step(node: node, layer: entry.layer, sources: sources, inputs: inputs, output: shapes[node + 1]))
    }
    self.steps = steps.reversed()
    self.shapes = shapes
  }

  /// The maps that a step reads.
  func inputs(of step: Step, from maps: [FeatureMap?]) -> [FeatureMap] {
    step.sources.compactMap { source in
      maps[source.tensor].map { source.replication == 1 ? $0 : $0.repeated(source.replication) }
    }
  }

  /// Shapes of what is read of all tensors.
  var readParts: [FeatureShape] {
    var readers: [ReadParts.Reader] = []
    for step in steps {
      // What is read through a repetition is read as a whole.
      for source in step.sources where source.replication == 1 {
        readers.append(ReadParts.Reader(tensor: source.tensor, layer: step.layer, output: step.output))
      }
    }
    let repeated = steps.flatMap(\.sources).filter { $0.replication > 1 }.map(\.tensor)
    var parts = ReadParts.shapes(shapes, readers: readers)
    for tensor in repeated { parts[tensor] = shapes[tensor] }
    return parts
  }
}

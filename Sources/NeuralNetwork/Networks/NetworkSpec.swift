/// A network as a value: named layers, each taking its input from the ones above it.
///
/// From it alone follow shapes, weights, receptive field, cost and memory. Layer names are weight keys.
public struct NetworkSpec: Sendable, Equatable {
  /// The name of the network's input in ``Node/inputs``.
  public static let inputName = "input"

  /// One layer with its name and its inputs.
  public struct Node: Sendable {
    /// The layer's name.
    public let name: String
    /// Names of the layers whose outputs it takes, or `input`.
    public let inputs: [String]
    /// What it computes.
    public let layer: any Layer

    /// Makes a node.
    public init(name: String, inputs: [String], layer: any Layer) {
      self.name = name
      self.inputs = inputs
      self.layer = layer
    }
  }

  /// The network's own name.
  public var name: String
  /// Channels of the input.
  public var inputChannels: Int
  /// Height and width of the input where the network works on one size only (dense layers).
  public var inputSize: Size?
  /// The layers in order; the last one's output is the network's.
  public var nodes: [Node]

  /// A fixed extent.
  public struct Size: Sendable, Equatable, Codable {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int

    /// Makes an extent.
    public init(height: Int, width: Int) {
      self.height = height
      self.width = width
    }
  }

  /// Makes a network.
  ///
  /// - Throws: ``NetworkError`` where names are not unique or refer to nothing above.
  public init(name: String, inputChannels: Int, inputSize: Size? = nil, nodes: [Node]) throws(NetworkError) {
    self.name = name
    self.inputChannels = inputChannels
    self.inputSize = inputSize
    self.nodes = nodes
    try checkNames()
  }

  func checkNames() throws(NetworkError) {
    guard !nodes.isEmpty else { throw .empty }
    let size = inputSize ?? Size(height: 1, width: 1)
    let input = FeatureShape(height: size.height, width: size.width, channels: inputChannels)
    guard input.isReasonable else {
      throw .unfitInput(layer: Self.inputName, reason: "\(input) is no possible input")
    }
    var known: Set<String> = [Self.inputName]
    for node in nodes {
      guard node.layer.inputCount.contains(node.inputs.count) else {
        throw .unfitInput(
          layer: node.name,
          reason: "takes \(node.layer.inputCount.lowerBound) or more inputs, but is given \(node.inputs.count)")
      }
      for input in node.inputs where !known.contains(input) {
        throw .unknownInput(layer: node.name, input: input)
      }
      guard known.insert(node.name).inserted else { throw .duplicateName(node.name) }
    }
  }

  /// The network with the layers of another behind its last, which the other takes for its input.
  ///
  /// - Parameter head: What comes behind; the result is called after both.
  /// - Throws: ``NetworkError`` where names are not unique, or the head takes other channels than the last layer gives.
  public func appending(_ head: NetworkSpec) throws(NetworkError) -> NetworkSpec {
    let last = nodes[nodes.count - 1].name
    let given = try shapes(input: exampleInput)[nodes.count - 1]
    guard given.channels == head.inputChannels else {
      throw .unfitInput(
        layer: head.nodes[0].name,
        reason: "'\(head.name)' takes \(head.inputChannels) channels, but '\(name)' gives \(given)")
    }
    let added = head.nodes.map { node in
      Node(name: node.name, inputs: node.inputs.map { $0 == Self.inputName ? last : $0 }, layer: node.layer)
    }
    return try NetworkSpec(
      name: "\(name)-\(head.name)", inputChannels: inputChannels, inputSize: inputSize, nodes: nodes + added)
  }

  /// For each node, the indices of its inputs: −1 for the network's input.
  var inputIndices: [[Int]] {
    var places = [Self.inputName: -1]
    for (index, node) in nodes.enumerated() { places[node.name] = index }
    return nodes.map { $0.inputs.map { places[$0] ?? -1 } }
  }

  /// The output shape of every node for an input of a shape.
  ///
  /// - Throws: ``NetworkError`` naming the layer that does not fit.
  public func shapes(input: FeatureShape) throws(NetworkError) -> [FeatureShape] {
    guard input.channels == inputChannels else {
      throw .unfitInput(
        layer: Self.inputName, reason: "\(input) given, but the network takes \(inputChannels) channels")
    }
    var shapes: [FeatureShape] = []
    for (node, indices) in zip(nodes, inputIndices) {
      let inputs = indices.map { $0 < 0 ? input : shapes[$0] }
      do throws(NetworkError) {
        let shape = try node.layer.outputShape(of: inputs)
        guard shape.isReasonable else {
          throw NetworkError.unfitInput(layer: node.name, reason: "its output of \(shape) is too large")
        }
        shapes.append(shape)
      } catch .unfitInput(_, let reason) {
        throw .unfitInput(layer: node.name, reason: reason)
      } catch .badSetting(_, let setting, let value, let expected) {
        throw .badSetting(layer: node.name, setting: setting, value: value, expected: expected)
      }
    }
    return shapes
  }

  /// What an output pixel sees of the input; nil where it sees all of it (dense layers).
  ///
  /// - Throws: ``NetworkError/unfitInput(layer:reason:)`` where joined tensors differ in scale.
  public func receptiveField() throws(NetworkError) -> ReceptiveField? {
    var fields: [ReceptiveField] = []
    for (node, indices) in zip(nodes, inputIndices) {
      guard let footprint = node.layer.footprint else { return nil }
      var joined: ReceptiveField?
      for index in indices {
        let field = index < 0 ? ReceptiveField() : fields[index]
        guard let union = joined.map({ $0.union(field) }) ?? field else {
          throw .unfitInput(layer: node.name, reason: "its inputs are at different scales")
        }
        joined = union
      }
      guard let field = (joined ?? ReceptiveField()).appending(footprint) else {
        throw .unfitInput(layer: node.name, reason: "its output would be finer than the network's input")
      }
      fields.append(field)
    }
    return fields.last
  }

  /// Two networks are equal when they are built alike.
  public static func == (left: NetworkSpec, right: NetworkSpec) -> Bool {
    left.name == right.name && left.inputChannels == right.inputChannels && left.inputSize == right.inputSize
      && left.nodes.count == right.nodes.count
      && zip(left.nodes, right.nodes).allSatisfy {
        $0.name == $1.name && $0.inputs == $1.inputs && $0.layer.isEqual(to: $1.layer)
      }
  }
}

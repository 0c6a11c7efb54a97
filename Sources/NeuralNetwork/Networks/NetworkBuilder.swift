/// Builds a ``NetworkSpec`` from layers written one under another:
///
/// ```swift
/// let spec = try NetworkSpec("tiny", inputChannels: 1) {
///   Conv2D(filters: 8, activation: .relu).named("first")
///   Conv2D(filters: 1).named("last")
///   Add().named("sum", from: "input", "last")
/// }
/// ```
@resultBuilder
public enum NetworkBuilder {
  /// A layer, with its name and inputs where they are not the usual ones.
  public struct Element {
    let name: String?
    let inputs: [String]?
    let layer: any Layer
  }

  /// A layer with the usual name, taking the output above it.
  public static func buildExpression(_ layer: some Layer) -> [Element] {
    [Element(name: nil, inputs: nil, layer: layer)]
  }
  /// A layer with a name.
  public static func buildExpression(_ element: Element) -> [Element] { [element] }
  /// Layers in order.
  public static func buildBlock(_ elements: [Element]...) -> [Element] { elements.flatMap { $0 } }
  /// Repeated layers.
  public static func buildArray(_ elements: [[Element]]) -> [Element] { elements.flatMap { $0 } }
  /// Layers under a condition.
  public static func buildOptional(_ elements: [Element]?) -> [Element] { elements ?? [] }
  /// One of two alternatives.
  public static func buildEither(first elements: [Element]) -> [Element] { elements }
  /// The other alternative.
  public static func buildEither(second elements: [Element]) -> [Element] { elements }
}

extension Layer {
  /// The layer under a name, which is the key of its weights.
  public func named(_ name: String, from inputs: String...) -> NetworkBuilder.Element {
    NetworkBuilder.Element(name: name, inputs: inputs.isEmpty ? nil : inputs, layer: self)
  }
}

extension NetworkSpec {
  /// Makes a network from layers written one under another.
  ///
  /// - Throws: ``NetworkError`` where names are not unique or refer to nothing above.
  public init(
    _ name: String, inputChannels: Int, inputSize: Size? = nil,
    @NetworkBuilder layers: () -> [NetworkBuilder.Element]
  ) throws(NetworkError) {
    var nodes: [Node] = []
    for element in layers() {
      nodes.append(
        Node(
          name: element.name ?? "\(type(of: element.layer).kind)\(nodes.count + 1)",
          inputs: element.inputs ?? [nodes.last?.name ?? Self.inputName], layer: element.layer))
    }
    try self.init(name: name, inputChannels: inputChannels, inputSize: inputSize, nodes: nodes)
  }
}

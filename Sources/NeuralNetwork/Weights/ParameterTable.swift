/// The places of all parameters of a network in one flat array, in the order of its layers.
///
/// Weights, gradients, optimizer moments and averages all use the same places, so that optimisers are
/// loops over flat arrays.
public struct ParameterTable: Sendable, Equatable {
  /// One parameter array.
  public struct Entry: Sendable, Equatable {
    /// Its key in weight files: `layer.role`.
    public let key: String
    /// What it is.
    public fileprivate(set) var spec: ParameterSpec
    /// Its place among all floats.
    public let offset: Int

    /// The places of its floats.
    public var range: Range<Int> { offset..<offset + spec.count }
  }

  /// All arrays.
  public private(set) var entries: [Entry]
  /// For each layer, the places of its entries.
  let entriesOfNode: [Range<Int>]
  /// Floats in all arrays, including the padding that aligns each to 64 bytes.
  public let floatCount: Int

  /// Numbers that the optimizer changes or that are kept as running statistics.
  public var parameterCount: Int { entries.reduce(0) { $0 + $1.spec.count } }
  /// Numbers that one array, and all before it, may have.
  private static let largestCount = 1 << 32

  /// Lays out the parameters of a network for an input of a shape.
  ///
  /// - Throws: ``NetworkError`` where a layer does not fit.
  public init(_ network: NetworkSpec, input: FeatureShape) throws(NetworkError) {
    let shapes = try network.shapes(input: input)
    var entries: [Entry] = []
    var ranges: [Range<Int>] = []
    var offset = 0
    for (node, indices) in zip(network.nodes, network.inputIndices) {
      let first = entries.count
      for spec in node.layer.parameters(for: indices.map { $0 < 0 ? input : shapes[$0] }) {
        guard spec.count <= Self.largestCount, offset <= Self.largestCount else {
          throw .tooLarge(what: "layer '\(node.name)'", needed: spec.count)
        }
        entries.append(Entry(key: "\(node.name).\(spec.role)", spec: spec, offset: offset))
        offset += (spec.count + 15) / 16 * 16
      }
      ranges.append(first..<entries.count)
    }
    self.entries = entries
    entriesOfNode = ranges
    floatCount = offset
    try MemoryNeed.check(floats: floatCount, for: "the network '\(network.name)'")
  }

  /// The table with the arrays of some layers marked as not to be trained.
  ///
  /// - Parameter prefixes: What the names of these layers begin with.
  func freezing(_ prefixes: [String]) -> ParameterTable {
    var result = self
    for index in entries.indices where prefixes.contains(where: entries[index].key.hasPrefix) {
      result.entries[index].spec.isTrainable = false
    }
    return result
  }

  /// Whether a layer has parameters none of which is trained.
  func isFrozen(node: Int) -> Bool {
    let own = entries[entriesOfNode[node]]
    return !own.isEmpty && own.allSatisfy { !$0.spec.isTrainable }
  }

  /// The first floats of a layer's parameters within `values`.
  func pointers(ofNode node: Int, in values: AlignedBuffer) -> [UnsafeMutablePointer<Float>] {
    entriesOfNode[node].map { values.pointer + entries[$0].offset }
  }
}

extension NetworkSpec {
  /// A shape that the network accepts: its own input size, or a square of a multiple of its alignment.
  public var exampleInput: FeatureShape {
    if let inputSize {
      return FeatureShape(height: inputSize.height, width: inputSize.width, channels: inputChannels)
    }
    let alignment = (try? receptiveField())?.alignment ?? 1
    let extent = max(64, alignment) / alignment * alignment
    return FeatureShape(height: extent, width: extent, channels: inputChannels)
  }
}

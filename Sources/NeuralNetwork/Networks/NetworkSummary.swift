import TextTables

/// A network layer by layer: what each gives, holds and costs.
public struct NetworkSummary: Sendable, Equatable, CustomStringConvertible {
  /// One layer.
  public struct Row: Sendable, Equatable {
    /// The layer's name.
    public let name: String
    /// Its kind.
    public let kind: String
    /// Shape of its output.
    public let output: FeatureShape
    /// Numbers it keeps in the weight file.
    public let parameters: Int
    /// Multiplications with a following addition for one input.
    public let multiplyAdds: Int
  }

  /// The network's name.
  public let name: String
  /// Shape of the input that shapes and costs are for.
  public let input: FeatureShape
  /// The layers in order.
  public let rows: [Row]
  /// What an output pixel sees; nil where it sees all of the input.
  public let receptiveField: ReceptiveField?

  /// Numbers in the weight file.
  public var parameters: Int { rows.reduce(0) { $0 + $1.parameters } }
  /// Multiplications with a following addition for one input.
  public var multiplyAdds: Int { rows.reduce(0) { $0 + $1.multiplyAdds } }

  /// Summarises a network for an input of a shape.
  ///
  /// - Throws: ``NetworkError`` where the shape does not fit.
  public init(_ network: NetworkSpec, input: FeatureShape) throws(NetworkError) {
    let shapes = try network.shapes(input: input)
    name = network.name
    self.input = input
    receptiveField = try network.receptiveField()
    rows = zip(network.nodes, network.inputIndices).enumerated().map { place, entry in
      let (node, indices) = entry
      let inputs = indices.map { $0 < 0 ? input : shapes[$0] }
      return Row(
        name: node.name, kind: type(of: node.layer).kind, output: shapes[place],
        parameters: node.layer.parameters(for: inputs).reduce(0) { $0 + $1.count },
        multiplyAdds: node.layer.multiplyAdds(for: inputs))
    }
  }

  /// A table, as Keras prints one.
  public var description: String {
    var table = TextTable(["layer", "type", "output", "parameters", "multiply-adds"], leftColumns: 3)
    for row in rows {
      table.append([row.name, row.kind, "\(row.output)", "\(row.parameters)", "\(row.multiplyAdds)"])
    }
    var lines = ["network '\(name)' for an input of \(input)", table.description]
    lines.append(
      "\(parameters) parameters, \(multiplyAdds) multiply-adds: \(multiplyAdds / max(1, input.pixels)) a pixel")
    if let field = receptiveField {
      lines.append(
        "each output pixel sees \(field.extent)×\(field.extent) input pixels; tiles are multiples of \(field.alignment)"
      )
    } else {
      lines.append("each output sees the whole input")
    }
    return lines.joined(separator: "\n")
  }
}

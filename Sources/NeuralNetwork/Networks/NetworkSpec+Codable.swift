/// The form of network files (YAML) and of the record in weight files (JSON):
///
/// ```yaml
/// name: tiny
/// input: {channels: 1}
/// layers:
///   - {type: conv2d, name: first, filters: 8, activation: relu}
///   - {type: conv2d, name: last, filters: 1}
///   - {type: add, name: sum, from: [input, last]}
/// ```
///
/// `from` is the layer above unless given; `name` is the type and the place, such as `conv2d3`.
extension NetworkSpec: Codable {
  private enum Key: String, CodingKey, CaseIterable { case name, input, layers }
  private enum InputKey: String, CodingKey, CaseIterable { case channels, height, width }

  /// Reads a network.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    try Self.refuseUnknown(in: decoder, at: "network", known: Key.allCases.map(\.rawValue))
    let input = try values.nestedContainer(keyedBy: InputKey.self, forKey: .input)
    try Self.refuseUnknown(
      in: values.superDecoder(forKey: .input), at: "input", known: InputKey.allCases.map(\.rawValue))
    name = try values.decode(String.self, forKey: .name)
    inputChannels = try input.decode(Int.self, forKey: .channels)
    if let height = try input.decodeIfPresent(Int.self, forKey: .height) {
      inputSize = Size(height: height, width: try input.decode(Int.self, forKey: .width))
    } else {
      inputSize = nil
    }
    nodes = []
    var layers = try values.nestedUnkeyedContainer(forKey: .layers)
    while !layers.isAtEnd {
      let decoder = try layers.superDecoder()
      nodes.append(try Node(from: decoder, place: nodes.count + 1, above: nodes.last?.name ?? Self.inputName))
    }
    try checkNames()
  }

  fileprivate static func refuseUnknown(in decoder: any Decoder, at layer: String, known: [String]) throws {
    for key in try decoder.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      throw NetworkError.unknownSetting(layer: layer, setting: key.stringValue, known: known)
    }
  }

  /// Writes the network.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    var input = values.nestedContainer(keyedBy: InputKey.self, forKey: .input)
    try input.encode(inputChannels, forKey: .channels)
    try input.encodeIfPresent(inputSize?.height, forKey: .height)
    try input.encodeIfPresent(inputSize?.width, forKey: .width)
    try values.encode(nodes, forKey: .layers)
  }
}

private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension NetworkSpec.Node: Encodable {
  private enum Key: String, CodingKey, CaseIterable { case type, name, from }

  fileprivate init(from decoder: any Decoder, place: Int, above: String) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let kind = try values.decode(String.self, forKey: .type)
    let type = try LayerCatalogue.type(named: kind)
    let name = try values.decodeIfPresent(String.self, forKey: .name) ?? "\(kind)\(place)"
    try NetworkSpec.refuseUnknown(
      in: decoder, at: name, known: Key.allCases.map(\.rawValue) + type.settings)
    let inputs = try values.decodeIfPresent([String].self, forKey: .from) ?? [above]
    self.init(name: name, inputs: inputs, layer: try type.init(from: decoder))
  }

  /// Writes the layer with its name, type and inputs beside its settings.
  public func encode(to encoder: any Encoder) throws {
    try layer.encode(to: encoder)
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(type(of: layer).kind, forKey: .type)
    try values.encode(name, forKey: .name)
    try values.encode(inputs, forKey: .from)
  }
}

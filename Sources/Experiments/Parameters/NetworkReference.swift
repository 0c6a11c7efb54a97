import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// The network of an experiment: the name of a network file, a network as such a file has it, or layers on top of one:
///
/// ```yaml
/// network:
///   base: networks/vgg16.yaml
///   head:
///     name: digits
///     input: {channels: 512}
///     layers: [{type: flatten, name: head_vector}, {type: dense, name: head_dense, units: 10}, …]
/// ```
public enum NetworkReference: Codable, Sendable, Equatable {
  /// A network file.
  case file(String)
  /// A network that is written where it is used.
  case inline(NetworkSpec)
  /// A network file, and the layers that come behind its last.
  case extended(base: String, head: NetworkSpec)

  private enum Key: String, CodingKey, CaseIterable { case base, head }

  /// Reads a name or a network.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self = .file(name)
      return
    }
    do {
      let values = try decoder.container(keyedBy: Key.self)
      guard values.contains(.base) else {
        self = .inline(try NetworkSpec(from: decoder))
        return
      }
      self = .extended(
        base: try values.decode(String.self, forKey: .base), head: try values.decode(NetworkSpec.self, forKey: .head))
    } catch let error as NetworkError {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: decoder.codingPath, debugDescription: error.description, underlyingError: error))
    }
  }

  /// Writes a name or a network.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .file(let name):
      var container = encoder.singleValueContainer()
      try container.encode(name)
    case .inline(let network): try network.encode(to: encoder)
    case .extended(let base, let head):
      var values = encoder.container(keyedBy: Key.self)
      try values.encode(base, forKey: .base)
      try values.encode(head, forKey: .head)
    }
  }

  /// The network.
  ///
  /// - Throws: `NetworkError` where a file cannot be read or holds no network, or where layers do not fit on it.
  func read(_ context: StageContext) throws -> NetworkSpec {
    switch self {
    case .file(let name): try NetworkFile.read(context.resolve(name))
    case .inline(let network): network
    case .extended(let base, let head): try NetworkFile.read(context.resolve(base)).appending(head)
    }
  }
}

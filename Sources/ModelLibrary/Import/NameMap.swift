import NeuralNetwork
import PipelineEngine
import Yams

/// Which tensor of a foreign weight file is which parameter of a network, as a YAML file:
///
/// ```yaml
/// name: vgg16-pytorch
/// tensors:
///   features.0.*: conv1a.*            # each * on the right is what the * on the left stands for
///   bn.weight: norm.scale             # names without * come before patterns
/// ignore: ["*.num_batches_tracked"]   # tensors that are not taken
/// fresh: [dense1, dense2]             # layers that the file has no weights for; they start as for training
/// record: {licence: BSD}              # goes into the model's record
/// ```
public struct NameMap: Sendable {
  /// The map's own name.
  public let name: String
  /// The names or patterns of their tensors and of our parameters, `layer.role`, in the file's order.
  let tensors: [(theirs: NamePattern, ours: NamePattern)]
  /// Their tensors that are not taken.
  let ignored: [NamePattern]
  /// Our layers that start with new weights.
  let fresh: [String]
  /// What the model's record says beside what is known anyway.
  let record: [String: String]
  /// The file, as messages name it.
  let file: String

  private static let keys = ["name", "tensors", "ignore", "fresh", "record"]

  /// Reads a name map.
  ///
  /// - Throws: `FileError` where the file cannot be read, ``ImportError`` with line and column where it is none.
  public init(contentsOf path: String) throws {
    let bytes = try readTextFile(path)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ImportError(map: path, "the file is not UTF-8 text")
    }
    try self.init(text: text, file: path)
  }

  /// Reads a name map from its text.
  ///
  /// - Parameter file: What messages call it.
  /// - Throws: ``ImportError`` with line and column where it is none.
  public init(text: String, file: String) throws {
    let root: Node?
    do {
      root = try composeYAML(text)
    } catch {
      throw ImportError(map: file, "the file is not YAML: \(error)")
    }
    guard let mapping = root?.mapping else {
      throw ImportError(map: file, at: root?.mark, "a name map is a mapping with the key 'tensors'")
    }
    for (key, _) in mapping where !Self.keys.contains(key.scalar?.string ?? "") {
      let word = key.scalar?.string ?? "?"
      throw ImportError(
        map: file, at: key.mark, "unknown key '\(word)'" + suggestion(for: word, among: Self.keys, called: "keys"))
    }
    guard let tensors = mapping["tensors"] else {
      throw ImportError(map: file, at: root?.mark, "the key 'tensors' is missing")
    }
    let name = try mapping["name"].map { try Self.word($0, file) }
    self.name = name ?? stem(of: file.split(separator: "/").last.map(String.init) ?? file)
    self.file = file
    self.tensors = try Self.pairs(tensors, file) { theirs, ours in
      let pair = (NamePattern(try Self.word(theirs, file)), NamePattern(try Self.word(ours, file)))
      guard pair.0.wildcards == pair.1.wildcards else {
        throw ImportError(map: file, at: ours.mark, "'\(pair.0.text)' and '\(pair.1.text)' have not as many *")
      }
      return pair
    }
    ignored = try Self.words(mapping["ignore"], file).map(NamePattern.init)
    fresh = try Self.words(mapping["fresh"], file)
    record =
      try mapping["record"].map { record in
        Dictionary(try Self.pairs(record, file) { (try Self.word($0, file), try Self.word($1, file)) }) { $1 }
      } ?? [:]
  }

  private static func word(_ node: Node, _ file: String) throws(ImportError) -> String {
    guard let word = node.scalar?.string, !word.isEmpty else {
      throw ImportError(map: file, at: node.mark, "text is missing here")
    }
    return word
  }

  private static func words(_ node: Node?, _ file: String) throws(ImportError) -> [String] {
    guard let node else { return [] }
    guard let sequence = node.sequence else {
      throw ImportError(map: file, at: node.mark, "this must be a list, [name, name]")
    }
    return try sequence.map { node throws(ImportError) in try word(node, file) }
  }

  private static func pairs<Result>(
    _ node: Node, _ file: String, _ pair: (Node, Node) throws -> Result
  ) throws -> [Result] {
    guard let mapping = node.mapping else {
      throw ImportError(map: file, at: node.mark, "this must be a mapping, {name: name}")
    }
    return try mapping.map { try pair($0.key, $0.value) }
  }
}

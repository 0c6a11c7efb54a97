import Yams

/// Lays the contents of other files under the parameters of a stage.
///
/// ```yaml
/// - experiment:
///     include: parts/denoising.yaml
///     data: {include: parts/mnist.yaml, examples: 1000}
/// ```
///
/// An included file is a mapping of keys with their values. It counts as if it were written in place of `include`: what
/// stands beside that key comes over it, of several files the later over the earlier, and relative paths in it start at the
/// pipeline file's folder.
struct Inclusion {
  /// The key that names a file, or a list of them.
  static let key = "include"

  /// The pipeline file.
  let file: String
  /// The folder that paths start from.
  let baseDirectory: String?
  /// For dotted keys, numbers being places in lists, the file that their values came from.
  private(set) var origins: [String: String] = [:]

  init(file: String, baseDirectory: String?) {
    self.file = file
    self.baseDirectory = baseDirectory
  }

  /// A mapping with everything included.
  ///
  /// - Parameter prefix: The dotted key of the mapping, and a dot.
  /// - Throws: ``PipelineFileError`` at the line that names a file that is not there, or in the file that is none.
  mutating func expand(_ mapping: Node.Mapping, prefix: String = "") throws -> Node.Mapping {
    var own = emptyMapping
    for (key, value) in mapping where key.string != Self.key {
      own[key] = try expand(value, at: prefix + (key.string ?? "?"))
    }
    guard let named = mapping[Self.key] else { return own }
    var below = emptyMapping
    for node in named.sequence.map(Array.init) ?? [named] {
      guard let name = node.scalar?.string, !name.isEmpty else {
        throw error(node, "'include' must name a file, or a list of files")
      }
      let included = try read(name, named: node)
      note(included.values, from: included.path, prefix: prefix)
      below = overlay(included.values, on: below)
    }
    forget(own, prefix: prefix)
    return overlay(own, on: below)
  }

  private mutating func expand(_ node: Node, at place: String) throws -> Node {
    if let mapping = node.mapping { return .mapping(try expand(mapping, prefix: place + "."), node) }
    guard let items = node.sequence, items.contains(where: { $0.mapping != nil }) else { return node }
    var expanded: [Node] = []
    for (index, item) in items.enumerated() { expanded.append(try expand(item, at: "\(place).\(index)")) }
    return .sequence(Node.Sequence(expanded, items.tag, items.style, items.mark))
  }

  private func read(_ name: String, named node: Node) throws -> (path: String, values: Node.Mapping) {
    let path = StageContext(workers: 1, baseDirectory: baseDirectory).resolve(name)
    let bytes: [UInt8]
    do {
      bytes = try readTextFile(path)
    } catch {
      throw PipelineFileError(
        file: file, mark: node.mark, reason: "'include' names \(path), which \(error.reason)", status: error.status)
    }
    guard let text = String(validating: bytes, as: UTF8.self),
      let values = try composePipelineYAML(text, path: path)?.mapping
    else {
      throw PipelineFileError(
        file: path, mark: nil, reason: "is included by \(file), but is no mapping of keys with their values")
    }
    if let (key, _) = values.first(where: { $0.key.string == Self.key }) {
      throw PipelineFileError(file: path, mark: key.mark, reason: "an included file cannot include another")
    }
    return (path, values)
  }

  private mutating func note(_ mapping: Node.Mapping, from path: String, prefix: String) {
    for (key, value) in mapping {
      let place = prefix + (key.string ?? "?")
      origins[place] = path
      if let inner = value.mapping { note(inner, from: path, prefix: place + ".") }
    }
  }

  /// What stands in the pipeline file itself comes from no other.
  private mutating func forget(_ mapping: Node.Mapping, prefix: String) {
    for (key, value) in mapping {
      let place = prefix + (key.string ?? "?")
      origins[place] = file
      if let inner = value.mapping { forget(inner, prefix: place + ".") }
    }
  }

  private func error(_ node: Node, _ reason: String) -> PipelineFileError {
    PipelineFileError(file: file, mark: node.mark, reason: reason)
  }
}

extension Node {
  /// A mapping in the place of another node.
  fileprivate static func mapping(_ mapping: Node.Mapping, _ place: Node) -> Node {
    .mapping(Node.Mapping(Array(mapping), implicitTag, .any, place.mark))
  }
}

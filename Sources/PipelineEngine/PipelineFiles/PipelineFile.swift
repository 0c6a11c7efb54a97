import Foundation
import Yams

/// A pipeline file as read: a name and a list of stages with their values, not yet checked against the
/// catalogue.
///
/// ```yaml
/// name: clean
/// stages:
///   - decode: {maxPixels: 500000000}
///   - normalise:
///   - encode: {format: same}
/// ```
public struct PipelineFile {
  /// One stage of the list.
  struct Entry {
    var name: String
    var mark: Mark?
    var values: Node.Mapping
    /// For the dotted keys whose values came from the command line, the option they came from.
    var overridden: [String: String] = [:]
    /// For dotted keys whose values came from an included file, that file; numbers are places in lists.
    var origins: [String: String] = [:]

    /// Where the value of a dotted key came from, if not from the pipeline file: an option, or an included file.
    func origin(of key: String) -> String? {
      if let option = overridden[key] { return option }
      var place = key[...]
      while true {
        if let file = origins[String(place)] { return file }
        guard let dot = place.lastIndex(of: ".") else { return nil }
        place = place[..<dot]
      }
    }
  }

  /// The file, as messages name it.
  public let path: String
  /// The pipeline's name; the file's stem when the file gives none.
  public let name: String
  /// The folder relative paths start from, or `nil` for a pipeline inside the program.
  public let baseDirectory: String?
  var entries: [Entry]

  /// The names of the stages, in order.
  public var stageNames: [String] { entries.map(\.name) }

  /// Reads a pipeline file from disk.
  public init(contentsOf path: String) throws {
    let bytes: [UInt8]
    do {
      bytes = try readTextFile(path)
    } catch {
      throw PipelineFileError(file: path, mark: nil, reason: error.reason, status: error.status)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PipelineFileError(file: path, mark: nil, reason: "the file is not UTF-8 text")
    }
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    try self.init(text: text, path: path, baseDirectory: folder.map { $0.isEmpty ? "/" : $0 } ?? ".")
  }

  /// Reads a pipeline from text.
  ///
  /// - Parameters:
  ///   - text: The YAML.
  ///   - path: What messages call it.
  ///   - baseDirectory: Where relative paths in it start; `nil` for the current folder.
  public init(text: String, path: String, baseDirectory: String? = nil) throws {
    self.path = path
    self.baseDirectory = baseDirectory
    let stem = path.split(separator: "/").last.map(String.init) ?? path
    func error(_ node: Node?, _ reason: String) -> PipelineFileError {
      PipelineFileError(file: path, mark: node?.mark, reason: reason)
    }
    guard let root = try composePipelineYAML(text, path: path) else {
      throw error(nil, "the file is empty; it needs a list 'stages:'")
    }
    guard let mapping = root.mapping else {
      throw error(root, "a pipeline is a mapping with the keys 'name' and 'stages'")
    }
    for (key, _) in mapping where key.string != "name" && key.string != "stages" {
      let word = key.string ?? "?"
      throw error(
        key, "unknown key '\(word)'" + suggestion(for: word, among: ["name", "stages"], called: "keys"))
    }
    if let node = mapping["name"] {
      guard let word = node.scalar?.string else { throw error(node, "'name' must be text") }
      name = word
    } else {
      name = stem.split(separator: ".").first.map(String.init) ?? stem
    }
    guard let list = mapping["stages"] else { throw error(root, "the key 'stages' is missing") }
    guard let items = list.sequence else {
      throw error(list, "'stages' must be a list of stages, each '- name: {key: value}'")
    }
    guard !items.isEmpty else { throw error(list, "'stages' is empty") }
    entries = try items.map { item in
      if let name = item.scalar?.string, !name.isEmpty {
        return Entry(name: name, mark: item.mark, values: emptyMapping)
      }
      guard let pair = item.mapping, pair.count == 1, let (key, value) = pair.first,
        let name = key.scalar?.string
      else { throw error(item, "a stage is written '- name: {key: value}', one name an item") }
      if value.scalar?.string == "" || value.null != nil {
        return Entry(name: name, mark: key.mark, values: emptyMapping)
      }
      guard let values = value.mapping else {
        throw error(value, "the parameters of '\(name)' must be a mapping, {key: value}")
      }
      var inclusion = Inclusion(file: path, baseDirectory: baseDirectory)
      let expanded = try inclusion.expand(values)
      return Entry(name: name, mark: key.mark, values: expanded, origins: inclusion.origins)
    }
  }

  /// The parameters of a stage, as the file and the command line set them, without making the stage.
  ///
  /// - Throws: ``PipelineFileError`` where the file has no such stage, or a value is wrong.
  public func parameters<S: PipelineStage>(of stage: S.Type) throws -> S.Parameters {
    guard let entry = entries.first(where: { $0.name == S.name }) else {
      throw PipelineFileError(file: path, mark: nil, reason: "has no stage '\(S.name)'")
    }
    return try decodeParameters(S.Parameters.self, of: entry, file: path)
  }

  /// Whether its results are text, as far as the catalogue knows its last stage.
  func writesText(_ catalogue: StageCatalogue) -> Bool {
    let last = entries.last.flatMap { catalogue[$0.name] } as? any EncodingStage.Type
    return last?.writesText ?? false
  }

  /// Puts stages of another pipeline, with their values, before a stage of this one.
  ///
  /// - Precondition: The pipelines have the stages.
  public mutating func insert(_ names: [String], of other: PipelineFile, before stage: String) {
    guard let place = stageNames.firstIndex(of: stage) else { preconditionFailure("no stage \(stage)") }
    let inserted = names.compactMap { name in other.entries.first { $0.name == name } }
    precondition(inserted.count == names.count, "\(other.path) lacks one of \(names)")
    entries.insert(contentsOf: inserted, at: place)
  }

  /// Sets a value, as `--set` does, over what the file says.
  ///
  /// - Parameters:
  ///   - assignment: `stage.key=value`, or `key=value` when just one stage of the catalogue's stages in
  ///   this file has such a key. The value is read as YAML. Keys of nested structures are dotted.
  ///   - option: The option of the command line it came from, for messages.
  public mutating func set(_ assignment: String, catalogue: StageCatalogue, option: String? = nil) throws {
    let option = option ?? "--set \(assignment)"
    func wrong(_ reason: String) -> UsageError { UsageError("\(option): \(reason)") }
    guard let equals = assignment.firstIndex(of: "="), equals != assignment.startIndex else {
      throw wrong("write it as stage.key=value")
    }
    let text = String(assignment[assignment.index(after: equals)...])
    guard let value = try? composeYAML(text) ?? Node("", implicitTag) else {
      throw wrong("the value is not YAML; put it in quotation marks")
    }
    var path = assignment[..<equals].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let index: Int
    if path.count > 1, let named = entries.firstIndex(where: { $0.name == path[0] }) {
      index = named
      path.removeFirst()
    } else {
      let holders = entries.indices.filter { position in
        catalogue[entries[position].name].map { parameterKeys(of: $0).contains(path[0]) } ?? false
      }
      guard let only = holders.first else {
        let near = nearestKey(to: path, catalogue)
        throw wrong(
          "no stage of \(self.path) has a key '\(path[0])'" + (near.map { "; did you mean '\($0)'?" } ?? ""))
      }
      guard holders.count == 1 else {
        let names = holders.map { "'\(entries[$0].name).\(path[0])'" }.joined(separator: " or ")
        throw wrong("several stages have a key '\(path[0])'; write \(names)")
      }
      index = only
    }
    entries[index].values = Self.setting(path[...], to: value, in: entries[index].values)
    entries[index].overridden[path.joined(separator: ".")] = option
  }

  /// The documented key, with its stage, that is nearest to a path; without a stage in the path only keys count.
  private func nearestKey(to path: [String], _ catalogue: StageCatalogue) -> String? {
    var keys: [String: String] = [:]
    for entry in entries {
      for key in catalogue[entry.name].map(parameterKeys) ?? [] {
        keys[path.count > 1 ? "\(entry.name).\(key)" : key] = "\(entry.name).\(key)"
      }
    }
    return nearestName(to: path.joined(separator: "."), among: keys.keys.sorted()).flatMap { keys[$0] }
  }

  private static func setting(_ path: ArraySlice<String>, to value: Node, in mapping: Node.Mapping)
    -> Node.Mapping
  {
    var result = mapping
    guard let key = path.first else { return result }
    if path.count == 1 {
      result[key] = value
    } else {
      let inner = result[key]?.mapping ?? emptyMapping
      result[key] = .mapping(setting(path.dropFirst(), to: value, in: inner))
    }
    return result
  }
}

/// The first parts of the documented keys of a stage.
func parameterKeys(of stage: any PipelineStage.Type) -> [String] {
  func documentation<S: PipelineStage>(_ stage: S.Type) -> [ParameterDocumentation] {
    S.Parameters.documentation
  }
  return documentation(stage).map { String($0.key.prefix { $0 != "." }) }
}

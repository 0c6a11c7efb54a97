import Foundation
import Yams

/// Decodes the parameters of a stage from the values a pipeline file gives, over the defaults.
///
/// - Throws: ``PipelineFileError`` at the line of an unknown key or of a value of the wrong type.
func decodeParameters<P: StageParameters>(
  _ type: P.Type, of entry: PipelineFile.Entry, file: String
) throws -> P {
  try checkKeys(entry.values, prefix: "", documentation: P.documentation, entry: entry, file: file)
  // JSON is YAML, and its encoder writes numbers without loading a locale, which Yams's does.
  let text = try String(decoding: JSONEncoder().encode(P()), as: UTF8.self)
  let defaults = try composeYAML(text)?.mapping ?? emptyMapping
  do {
    return try YAMLDecoder().decode(P.self, from: .mapping(overlay(entry.values, on: defaults)))
  } catch let error as DecodingError {
    throw located(error, documentation: P.documentation, entry: entry, file: file)
  }
}

/// Where the value of a dotted key stands in its file: the value, or else the nearest mapping around it. Numbers are places
/// in lists.
func mark(of key: String, in entry: PipelineFile.Entry) -> Mark? {
  if entry.overridden[key] != nil { return nil }
  var place = entry.mark
  var node: Node? = .mapping(entry.values)
  for part in key.split(separator: ".") {
    node = node.flatMap { child(of: $0, String(part)) }
    guard let node else { break }
    place = node.mark ?? place
  }
  return place
}

/// What stands under a key of a mapping, or at a place of a list.
private func child(of node: Node, _ part: String) -> Node? {
  if let items = node.sequence { return Int(part).flatMap { items.indices.contains($0) ? items[$0] : nil } }
  return node.mapping?[part]
}

/// Refuses keys that are not documented, also in nested structures and in lists of them.
///
/// - Parameters:
///   - prefix: The documented key of the mapping, and a dot.
///   - place: The same with the places in lists.
private func checkKeys(
  _ mapping: Node.Mapping, prefix: String, place: String = "", documentation: [ParameterDocumentation],
  entry: PipelineFile.Entry, file: String
) throws {
  let keys = documentation.compactMap { document -> [Substring]? in
    document.key.hasPrefix(prefix) ? document.key.dropFirst(prefix.count).split(separator: ".") : nil
  }
  let names = keys.compactMap { $0.first.map(String.init) }
  for (key, value) in mapping {
    guard let word = key.scalar?.string, names.contains(word) else {
      let word = key.scalar?.string ?? "?"
      throw PipelineFileError(
        file: entry.origin(of: place + word) ?? file,
        mark: entry.overridden[prefix + word] == nil ? key.mark : nil,
        reason: "stage '\(entry.name)' has no key '\(prefix)\(word)'"
          + suggestion(for: word, among: names, called: "keys"))
    }
    guard keys.contains(where: { $0.count > 1 && $0[0] == word }) else { continue }
    func check(_ inner: Node, at place: String) throws {
      guard let inner = inner.mapping else { return }
      try checkKeys(
        inner, prefix: "\(prefix)\(word).", place: place + ".", documentation: documentation, entry: entry, file: file)
    }
    try check(value, at: place + word)
    for (index, item) in (value.sequence.map(Array.init) ?? []).enumerated() {
      try check(item, at: "\(place)\(word).\(index)")
    }
  }
}

/// The values of one mapping over those of another, key by key, also in nested mappings.
func overlay(_ values: Node.Mapping, on defaults: Node.Mapping) -> Node.Mapping {
  // Where the values stand is what messages about the mapping name.
  var result = Node.Mapping(defaults.map { ($0.key, $0.value) }, values.tag, values.style, values.mark ?? defaults.mark)
  for (key, value) in values {
    if let inner = value.mapping, let below = result[key]?.mapping {
      result[key] = .mapping(overlay(inner, on: below))
    } else {
      result[key] = value
    }
  }
  return result
}

private func located(
  _ error: DecodingError, documentation: [ParameterDocumentation], entry: PipelineFile.Entry, file: String
) -> PipelineFileError {
  let path: [any CodingKey]
  let expected: String?
  var cause: (any Error)?
  switch error {
  case .typeMismatch(let type, let context):
    path = context.codingPath
    expected = words(for: type)
  case .valueNotFound(let type, let context):
    path = context.codingPath
    expected = words(for: type)
  case .keyNotFound(let key, let context):
    path = context.codingPath + [key]
    expected = nil
  case .dataCorrupted(let context):
    path = context.codingPath
    expected = nil
    cause = context.underlyingError
  @unknown default:
    path = []
    expected = nil
  }
  let key = path.filter { $0.intValue == nil }.map(\.stringValue).joined(separator: ".")
  let place = path.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  let value = scalar(at: place, in: entry)
  let shown = value.map { "'\($0)'" } ?? "this"
  let values = documentation.first { $0.key == key }?.values ?? []
  let reason: String
  if let cause = cause as? any ExitStatusError {
    reason = "'\(key)' of stage '\(entry.name)' cannot be used: \(cause)"
  } else if !values.isEmpty {
    reason =
      "'\(key)' of stage '\(entry.name)' cannot be \(shown)"
      + suggestion(for: value ?? "", among: values, called: "choices")
  } else if let expected {
    reason = "'\(key)' of stage '\(entry.name)' must be \(expected), not \(shown)"
  } else if key.isEmpty {
    reason = "the parameters of stage '\(entry.name)' cannot be read: \(error)"
  } else if case .keyNotFound = error {
    reason = "stage '\(entry.name)' needs a value for '\(key)'"
  } else {
    reason = "'\(key)' of stage '\(entry.name)' cannot be \(shown)"
  }
  return PipelineFileError(
    file: entry.origin(of: place) ?? file, mark: mark(of: place, in: entry), reason: reason)
}

private func scalar(at key: String, in entry: PipelineFile.Entry) -> String? {
  var node: Node? = .mapping(entry.values)
  for part in key.split(separator: ".") { node = node.flatMap { child(of: $0, String(part)) } }
  return node?.scalar?.string
}

private func words(for type: Any.Type) -> String {
  if type == Int.self || type == Int64.self || type == Int32.self { return "a whole number" }
  if type == UInt64.self || type == UInt32.self || type == UInt.self { return "a whole number from 0" }
  if type == Double.self || type == Float.self { return "a number" }
  if type == Bool.self { return "true or false" }
  if type == String.self || type == Node.Scalar.self { return "a single value" }
  if type == Node.Sequence.self { return "a list" }
  if type == Node.Mapping.self { return "a mapping, {key: value}" }
  return "of another type"
}

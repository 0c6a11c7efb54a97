import Yams

/// Reads YAML, without finding out what types its plain scalars look like.
///
/// Values become numbers, words and nulls when parameters are decoded, by what is asked for. Yams's guess of types would
/// compile seven regular expressions at every start.
public func composeYAML(_ text: String) throws -> Node? {
  try Yams.compose(yaml: text, .basic)
}

/// The tag of what has none written, with types not guessed.
var implicitTag: Tag { Tag(.implicit, .basic) }

/// `{}`.
var emptyMapping: Node.Mapping { Node.Mapping([], implicitTag) }

/// Reads the YAML of a pipeline file, or of one that it includes.
///
/// - Parameter path: What messages call it.
/// - Throws: ``PipelineFileError`` with the line where the text is no YAML.
func composePipelineYAML(_ text: String, path: String) throws -> Node? {
  func wrong(_ mark: Mark?, _ reason: String) -> PipelineFileError {
    PipelineFileError(file: path, mark: mark, reason: reason)
  }
  do {
    // Some editors begin UTF-8 with a byte order mark.
    return try composeYAML(text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text)
  } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
    let named = keys.map { "'\($0)'" }.joined(separator: ", ")
    throw wrong(context.mark, "\(named) is given more than once in the same mapping; keep one")
  } catch YamlError.scanner(_, let problem, let mark, _), YamlError.parser(_, let problem, let mark, _),
    YamlError.composer(_, let problem, let mark, _)
  {
    throw wrong(mark, "this is not YAML: \(problem)")
  } catch {
    throw wrong(nil, "this is not YAML: \(error)")
  }
}

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

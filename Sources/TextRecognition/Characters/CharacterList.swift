import PipelineEngine

/// The characters that a classifier tells apart, in the order of its classes.
///
/// In a pipeline file they are written as a text, a class a character, or as a mapping file of the kind that comes with
/// EMNIST: a line a class of its number and its character's code point in decimal; more code points on a line are other
/// forms of the same class.
public enum CharacterList {
  /// What names of mapping files end in.
  public static let fileExtension = ".txt"

  /// The characters that a value of a pipeline file stands for.
  ///
  /// - Throws: ``CharacterDataError`` where the file or text is none that can be used, or `FileError`.
  public static func read(_ value: String, context: StageContext) throws -> [String] {
    if value.hasSuffix(fileExtension) {
      let path = context.resolve(value)
      return try mapping(String(decoding: readTextFile(path), as: UTF8.self), path: path)
    }
    let characters = value.map(String.init)
    guard Set(characters).count == characters.count else {
      throw CharacterDataError("the characters '\(value)' are not all different")
    }
    return characters
  }

  private static func mapping(_ text: String, path: String) throws(CharacterDataError) -> [String] {
    var characters: [Int: String] = [:]
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.isEmpty { continue }
      guard words.count >= 2, let number = Int(words[0]), number >= 0,
        let scalar = UInt32(words[1]).flatMap(Unicode.Scalar.init)
      else { throw CharacterDataError("\(path):\(index + 1): '\(line)' is not the number of a class and a code point") }
      guard characters.updateValue(String(scalar), forKey: number) == nil else {
        throw CharacterDataError("\(path):\(index + 1): class \(number) is there already")
      }
    }
    return try (0..<characters.count).map { number throws(CharacterDataError) in
      guard let character = characters[number] else {
        throw CharacterDataError("\(path): class \(number) is missing; classes count from 0")
      }
      return character
    }
  }
}

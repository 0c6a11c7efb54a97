import CModels
import PipelineEngine

/// The language models inside the program, and those in files.
public enum ShippedLanguages {
  /// Names of the language models inside the program, the default first.
  public static let names = ["english"]

  /// The language model of a name, or of a file.
  ///
  /// - Parameter name: One of ``names``, or the path of a language file.
  /// - Throws: ``LanguageFileError`` where the file is no language model, `FileError` where it cannot be read.
  public static func language(_ name: String) throws -> CharacterLanguageModel {
    if name == "english" {
      let bytes = UnsafeRawBufferPointer(start: models_english(), count: models_english_count())
      return try LanguageFile.decode(bytes, file: "language '\(name)'")
    }
    return try readFile(name).withUnsafeBytes { try LanguageFile.decode($0, file: name) }
  }
}

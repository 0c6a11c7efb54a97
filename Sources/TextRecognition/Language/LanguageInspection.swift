import Foundation

/// Whether a file begins as a language model does; `false` of what cannot be read.
public func isLanguageFile(_ path: String) -> Bool {
  guard let handle = FileHandle(forReadingAtPath: path) else { return false }
  return LanguageFile.isLanguage((try? handle.read(upToCount: LanguageFile.signature.count)) ?? Data())
}

/// What a language model is: its size, its characters, and the record of its training.
public func describeLanguage(_ model: CharacterLanguageModel) -> String {
  let contexts = model.table.suffixes.count
  var lines = [
    "language model of characters, n-grams of up to \(model.order)",
    "  \(model.entryCount) n-grams, \(contexts) contexts, \(model.alphabet.symbolCount) symbols",
    "  characters: " + model.characters.reduce(into: "") { $0.unicodeScalars.append($1) }, "", "record:",
  ]
  for (key, value) in model.record.sorted(by: { $0.key < $1.key }) { lines.append("  \(key): \(value)") }
  return lines.joined(separator: "\n")
}

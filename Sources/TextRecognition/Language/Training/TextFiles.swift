import Foundation
import PipelineEngine

/// The text files that paths mean: the files, and the `.txt` files below the folders, by name.
///
/// - Parameter key: The parameter that has the paths, for messages.
/// - Throws: `ParameterError` for a path that does not exist and for a folder without text files.
func textFiles(_ paths: [String], key: String) throws(ParameterError) -> [String] {
  var files: [String] = []
  for path in paths {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ParameterError(key, "names '\(path)', which does not exist", status: .missingInput)
    }
    if !isFolder.boolValue {
      files.append(path)
      continue
    }
    let names = (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? [])
      .filter { $0.hasSuffix(".txt") }.sorted()
    if names.isEmpty {
      throw ParameterError(key, "names the folder '\(path)', which has no .txt files", status: .missingInput)
    }
    files += names.map { path + "/" + $0 }
  }
  return files
}

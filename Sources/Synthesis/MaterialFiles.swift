import Foundation
import PipelineEngine

/// The files that paths of a command line mean: the files, and those of the folders with one of some extensions,
/// recursively, sorted by their paths below the folder.
///
/// - Throws: `SynthesisError` 66 for a path that does not exist.
func materialFiles(_ paths: [String], extensions: Set<String>) throws(SynthesisError) -> [String] {
  var files: [String] = []
  for path in paths {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw SynthesisError("\(path): does not exist", status: .missingInput)
    }
    guard isFolder.boolValue else {
      files.append(path)
      continue
    }
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    files += names.filter { name in
      extensions.contains(name.split(separator: ".").last.map { $0.lowercased() } ?? "")
    }.sorted().map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }
  return files
}

import Foundation

/// Makes sure that no two options name the same file, as the one would be written over the other.
///
/// - Parameter files: The options with the files that they name, where they do.
/// - Throws: ``UsageError`` for the second of two.
public func checkDistinct(_ files: (option: String, path: String?)...) throws(UsageError) {
  var options: [String: String] = [:]
  for (option, path) in files {
    guard let path else { continue }
    if let other = options.updateValue(option, forKey: URL(fileURLWithPath: path).standardizedFileURL.path) {
      throw UsageError("\(other) and \(option) are both \(path); name two files")
    }
  }
}

import Foundation

/// Creates a folder and the folders above it that are missing; one that is there already is left as it is.
///
/// - Throws: ``FileError`` 73 when one cannot be created.
public func createFolders(_ path: String) throws(FileError) {
  if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
  if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
    try createFolders(String(path[..<slash]))
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
  }
  let code = errno
  throw FileError(path, "cannot be created: \(systemMessage(code))", status: .cannotCreate, code: code)
}

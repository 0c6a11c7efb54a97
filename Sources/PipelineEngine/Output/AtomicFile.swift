import Foundation
import Synchronization

/// Writes files that appear whole or not at all.
///
/// The bytes go to a temporary file in the target's folder, are flushed to the disk, and the file then takes the
/// target's name. The temporary file is removed when anything fails, and by ``removeTemporaryFiles()`` when the
/// program is interrupted. Devices and pipes are written to directly.
public enum AtomicFile {
  private static let counter = Atomic<Int>(0)
  private static let pending = Mutex(Pending())

  private struct Pending {
    var paths: Set<String> = []
    var isClosed = false
  }

  /// Looks, before work whose result goes to a file, whether the file could be written.
  ///
  /// - Throws: ``FileError`` 73 when it is there already or a folder, or when its folder does not exist or cannot be
  ///   written to.
  public static func check(_ path: String, replacing: Bool) throws(FileError) {
    var information = stat()
    if stat(path, &information) == 0 {
      if information.st_mode & S_IFMT == S_IFDIR { throw isFolder(path) }
      guard information.st_mode & S_IFMT == S_IFREG else { return }
      if !replacing { throw alreadyThere(path) }
    }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard access(folder, W_OK) == 0 else { throw failure(path, "cannot be created", .cannotCreate) }
  }

  /// Writes a file.
  ///
  /// - Parameters:
  ///   - path: The target; its folder must exist. A symbolic link keeps its place and its target is written.
  ///   - replacing: Whether a file of that name may be replaced.
  /// - Throws: ``FileError``: 73 when the file cannot be created or is there already, 74 when writing fails.
  public static func write(_ bytes: [UInt8], to path: String, replacing: Bool) throws(FileError) {
    try write(to: path, replacing: replacing) { sink throws(FileError) in
      let result = bytes.withUnsafeBytes { buffer in Result { () throws(FileError) in try sink(buffer) } }
      try result.get()
    }
  }

  /// Takes bytes of a file, in their order.
  public typealias Sink = (UnsafeRawBufferPointer) throws(FileError) -> Void

  /// Writes a file whose bytes come piece by piece.
  ///
  /// - Parameters:
  ///   - name: The target, as for whole files.
  ///   - replacing: Whether a file of that name may be replaced.
  ///   - contents: Gives all bytes to the sink; nothing is left of the file when it throws.
  /// - Throws: ``FileError``: 73 when the file cannot be created or is there already, 74 when writing fails; what
  ///   `contents` throws.
  public static func write(
    to name: String, replacing: Bool, _ contents: (Sink) throws(FileError) -> Void
  ) throws(FileError) {
    var information = stat()
    let exists = stat(name, &information) == 0
    if exists, information.st_mode & S_IFMT == S_IFDIR {
      throw isFolder(name)
    }
    if exists, information.st_mode & S_IFMT != S_IFREG {
      return try writeThrough(contents, to: name)
    }
    if exists, !replacing { throw alreadyThere(name) }
    let path = exists ? resolved(name) : name
    let (descriptor, temporary) = try create(beside: path, name: name)
    do throws(FileError) {
      defer { close(descriptor) }
      if exists { fchmod(descriptor, information.st_mode & 0o7777) }
      try contents { bytes throws(FileError) in try writeAll(bytes, to: descriptor, name: name) }
      guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
        throw failure(name, "cannot be written", .inputOutput)
      }
    } catch {
      discard(temporary)
      throw error
    }
    try publish(temporary, as: path, name: name, replacing: replacing)
  }

  /// Removes the temporary files of writes that are under way, for the end of the program: these writes and all
  /// later ones fail.
  public static func removeTemporaryFiles() {
    pending.withLock { pending in
      for path in pending.paths { unlink(path) }
      pending.paths.removeAll()
      pending.isClosed = true
    }
  }

  private static func create(beside path: String, name: String) throws(FileError) -> (Int32, String) {
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    while true {
      let number = counter.add(1, ordering: .relaxed).newValue
      let temporary = "\(folder).cleanpage-\(getpid())-\(number).part"
      let (descriptor, code) = pending.withLock { pending -> (Int32, Int32) in
        guard !pending.isClosed else { return (-1, EINTR) }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        if descriptor >= 0 { pending.paths.insert(temporary) }
        return (descriptor, errno)
      }
      if descriptor >= 0 { return (descriptor, temporary) }
      if code == EEXIST { continue }
      if code == EINTR { throw interrupted(name) }
      throw FileError(
        name, "cannot be created: \(systemMessage(code))",
        status: code == ENOSPC || code == EDQUOT ? .inputOutput : .cannotCreate, code: code)
    }
  }

  private static func publish(_ temporary: String, as path: String, name: String, replacing: Bool)
    throws(FileError)
  {
    // The lock makes an interruption see the file either as temporary or as finished.
    let problem = pending.withLock { pending -> FileError? in
      guard pending.paths.remove(temporary) != nil else { return interrupted(name) }
      defer { unlink(temporary) }
      if !replacing {
        // A hard link fails when another program has made the file meanwhile; renaming would replace it.
        if link(temporary, path) == 0 { return nil }
        if errno == EEXIST { return alreadyThere(name) }
      }
      return rename(temporary, path) == 0 ? nil : failure(name, "cannot be created", .cannotCreate)
    }
    if let problem { throw problem }
  }

  private static func discard(_ temporary: String) {
    pending.withLock { pending in
      if pending.paths.remove(temporary) != nil { unlink(temporary) }
    }
  }

  private static func writeThrough(_ contents: (Sink) throws(FileError) -> Void, to path: String) throws(FileError) {
    let descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, "cannot be opened for writing", .cannotCreate) }
    defer { close(descriptor) }
    try contents { bytes throws(FileError) in try writeAll(bytes, to: descriptor, name: path) }
  }

  private static func resolved(_ path: String) -> String {
    guard let target = realpath(path, nil) else { return path }
    defer { free(target) }
    return String(cString: target)
  }

  private static func alreadyThere(_ path: String) -> FileError {
    FileError(path, "exists already; --overwrite replaces it", status: .cannotCreate, code: EEXIST)
  }

  private static func isFolder(_ path: String) -> FileError {
    FileError(path, "is a folder, where a file is to be written", status: .cannotCreate)
  }

  private static func interrupted(_ path: String) -> FileError {
    FileError(path, "was not written: interrupted", status: .interrupted)
  }

  private static func failure(_ path: String, _ what: String, _ status: ExitStatus) -> FileError {
    let code = errno
    return FileError(path, "\(what): \(systemMessage(code))", status: status, code: code)
  }
}

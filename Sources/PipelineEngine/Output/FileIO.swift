import Foundation

/// A file or stream that cannot be opened, read, created or written.
public struct FileError: ExitStatusError, CustomStringConvertible, Sendable {
  /// The file, as the user named it.
  public let path: String
  /// What went wrong, without the file's name.
  public let reason: String
  /// 66, 73 or 74.
  public let status: ExitStatus
  /// The operating system's error number, or 0.
  public let code: Int32

  init(_ path: String, _ reason: String, status: ExitStatus, code: Int32 = 0) {
    self.path = path
    self.reason = reason
    self.status = status
    self.code = code
  }

  /// Whether every further output would fail as well: the reader of a pipe has gone, or the disk is full.
  var stopsTheRun: Bool { code == EPIPE || code == ENOSPC || code == EDQUOT || code == EFBIG }

  /// `path: reason`.
  public var description: String { "\(path): \(reason)" }
}

/// The operating system's words for an error number, lower case.
func systemMessage(_ code: Int32) -> String {
  let text = String(cString: strerror(code))
  return text.prefix(1).lowercased() + text.dropFirst()
}

/// Reads a whole file.
///
/// - Parameter limit: Bytes above which the file is refused.
/// - Throws: ``FileError``: 66 when it cannot be opened, 74 when reading fails.
func readFile(_ path: String, limit: Int = .max) throws(FileError) -> [UInt8] {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else {
    let code = errno
    throw FileError(path, "cannot be opened: \(systemMessage(code))", status: .missingInput, code: code)
  }
  defer { close(descriptor) }
  var information = stat()
  guard fstat(descriptor, &information) == 0 else {
    throw FileError(path, "cannot be read: \(systemMessage(errno))", status: .inputOutput)
  }
  if information.st_mode & S_IFMT == S_IFDIR {
    throw FileError(path, "is a folder, where a file is needed", status: .missingInput)
  }
  return try readAll(descriptor, name: path, expecting: Int(information.st_size), limit: limit)
}

/// Reads a stream to its end.
func readAll(_ descriptor: Int32, name: String, expecting size: Int = 0, limit: Int = .max) throws(FileError)
  -> [UInt8]
{
  // One byte more than expected, so that the end is seen without growing.
  var capacity = max(0, min(size, limit)) + 1
  if size == 0 { capacity = 1 << 16 }
  var storage = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
  defer { storage.deallocate() }
  var count = 0
  while true {
    if count == capacity {
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity * 2, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(storage))
      storage.deallocate()
      storage = larger
      capacity *= 2
    }
    let got = read(descriptor, storage.baseAddress?.advanced(by: count), capacity - count)
    if got == 0 { break }
    if got > 0 {
      count += got
    } else if errno != EINTR {
      let code = errno
      throw FileError(name, "cannot be read: \(systemMessage(code))", status: .inputOutput, code: code)
    }
    if count > limit {
      throw FileError(name, "is larger than the \(limit) bytes allowed", status: .badPage)
    }
  }
  return Array(storage[..<count])
}

/// Writes all bytes to a descriptor, however many calls that takes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, name: String) throws(FileError) {
  var rest = bytes
  while !rest.isEmpty {
    let written = write(descriptor, rest.baseAddress, min(rest.count, 1 << 30))
    if written >= 0 {
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    } else if errno == EAGAIN {
      // The other end set the pipe to non-blocking; wait until it takes more.
      var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&poller, 1, -1)
    } else if errno != EINTR {
      let code = errno
      throw FileError(name, "cannot be written: \(systemMessage(code))", status: .inputOutput, code: code)
    }
  }
}

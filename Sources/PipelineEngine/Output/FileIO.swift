import Foundation

/// Reads a whole file of text, such as a pipeline file or a list.
///
/// - Throws: ``FileError``: 66 when it cannot be opened, 74 when reading fails, 65 over 64 MiB.
public func readTextFile(_ path: String) throws(FileError) -> [UInt8] {
  try readFile(path, limit: 64 << 20)
}

/// Reads a whole file.
///
/// - Parameter limit: Bytes above which it is refused; 1 GiB unless given.
/// - Throws: ``FileError``: 66 when it cannot be opened, 74 when reading fails, 65 over the limit.
public func readFile(_ path: String, limit: Int = 1 << 30) throws(FileError) -> [UInt8] {
  try ByteStream(path: path).readAll(limit: limit)
}

/// Writes a text and the end of its line to standard output.
///
/// - Throws: ``FileError`` 74 when writing fails.
public func writeStandardOutput(line text: String) throws(FileError) {
  try writeStandardOutput(Array((text + "\n").utf8))
}

/// Writes data to standard output.
///
/// - Throws: ``FileError`` 74 when writing fails.
public func writeStandardOutput(_ bytes: [UInt8]) throws(FileError) {
  let result = bytes.withUnsafeBytes { buffer in
    Result { () throws(FileError) in try writeAll(buffer, to: STDOUT_FILENO, name: "standard output") }
  }
  try result.get()
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

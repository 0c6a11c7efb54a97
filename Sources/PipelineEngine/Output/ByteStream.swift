import Foundation
import ImageFiles

/// A file or stream that is read into memory, its beginning first, so that it can be refused before the rest is read.
final class ByteStream {
  /// What messages call it.
  let name: String
  private let descriptor: Int32
  private let isOwned: Bool
  /// Bytes that a regular file has; 0 when they are not known before reading.
  private let size: Int
  private var beginning: [UInt8] = []
  private var isAtEnd = false

  /// Opens a file.
  ///
  /// - Throws: ``FileError`` 66 when it cannot be opened or is a folder.
  init(path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let code = errno
      throw FileError(path, "cannot be opened: \(systemMessage(code))", status: .missingInput, code: code)
    }
    var information = stat()
    let isKnown = fstat(descriptor, &information) == 0
    if isKnown, information.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw FileError(path, "is a folder, where a file is needed", status: .missingInput)
    }
    self.descriptor = descriptor
    name = path
    isOwned = true
    size = isKnown && information.st_mode & S_IFMT == S_IFREG ? Int(information.st_size) : 0
  }

  /// Takes a stream that is open already and stays open.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
    isOwned = false
    var information = stat()
    let isFile = fstat(descriptor, &information) == 0 && information.st_mode & S_IFMT == S_IFREG
    // What the caller of the program has read of the file is behind.
    size = isFile ? max(0, Int(information.st_size) - Int(max(0, lseek(descriptor, 0, SEEK_CUR)))) : 0
  }

  deinit { if isOwned { close(descriptor) } }

  /// The first `count` bytes, or all where there are fewer.
  func beginning(_ count: Int) throws(FileError) -> [UInt8] {
    var piece = [UInt8](repeating: 0, count: count)
    while beginning.count < count, !isAtEnd {
      let got = try piece.withUnsafeMutableBytes { buffer in
        Result { () throws(FileError) in try fill(UnsafeMutableRawBufferPointer(rebasing: buffer[beginning.count...])) }
      }.get()
      beginning += piece[beginning.count..<beginning.count + got]
    }
    return Array(beginning.prefix(count))
  }

  /// Reads an image to its end; what begins like none is refused by its first bytes.
  ///
  /// - Parameter limit: Bytes above which it is refused.
  /// - Throws: ``FileError``, or `ImageFileError` of kind `empty` or `unknownFormat`.
  func readImage(limit: Int) throws -> [UInt8] {
    _ = try ImageFormat(beginning: beginning(ImageFormat.signatureLength), name: name)
    return try readAll(limit: limit)
  }

  /// Reads to the end.
  ///
  /// - Parameter limit: Bytes above which it is refused.
  /// - Throws: ``FileError``: 74 when reading fails, 65 when it is over the limit or over what memory holds.
  func readAll(limit: Int) throws(FileError) -> [UInt8] {
    guard size <= limit else { throw tooLarge(limit) }
    return size > beginning.count ? try readSized() : try readUnsized(limit: limit)
  }

  /// Reads a file to the end it had when it was opened.
  private func readSized() throws(FileError) -> [UInt8] {
    guard DecodingLimits.canAllocate(size) else { throw noMemory(size) }
    var problem: FileError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = buffer.initialize(fromContentsOf: beginning)
      do throws(FileError) {
        while count < size, !isAtEnd {
          count += try fill(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        }
      } catch {
        problem = error
      }
    }
    if let problem { throw problem }
    return bytes
  }

  /// Reads a stream in pieces, which are given back one by one as they are joined: memory never holds it twice.
  private func readUnsized(limit: Int) throws(FileError) -> [UInt8] {
    var pieces: [UnsafeMutableRawBufferPointer] = []
    defer { for piece in pieces { free(piece.baseAddress) } }
    var total = beginning.count
    var pieceSize = 1 << 16
    var filled = 0
    while !isAtEnd {
      if pieces.isEmpty || filled == pieceSize {
        if !pieces.isEmpty { pieceSize = min(pieceSize * 2, 1 << 26) }
        guard let memory = malloc(pieceSize) else { throw noMemory(total) }
        pieces.append(UnsafeMutableRawBufferPointer(start: memory, count: pieceSize))
        filled = 0
      }
      let got = try fill(UnsafeMutableRawBufferPointer(rebasing: pieces[pieces.count - 1][filled...]))
      filled += got
      total += got
      guard total <= limit else { throw tooLarge(limit) }
    }
    guard DecodingLimits.canAllocate(total) else { throw noMemory(total) }
    return [UInt8](unsafeUninitializedCapacity: total) { buffer, count in
      count = buffer.initialize(fromContentsOf: beginning)
      for index in pieces.indices {
        let part = pieces[index].prefix(total - count)
        UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])).copyMemory(
          from: UnsafeRawBufferPointer(rebasing: part))
        count += part.count
        free(pieces[index].baseAddress)
        pieces[index] = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      }
    }
  }

  /// Reads once, and notes the end.
  private func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    while true {
      let got = read(descriptor, buffer.baseAddress, min(buffer.count, 1 << 30))
      if got >= 0 {
        isAtEnd = got == 0
        return got
      }
      let code = errno
      if code != EINTR {
        throw FileError(name, "cannot be read: \(systemMessage(code))", status: .inputOutput, code: code)
      }
    }
  }

  private func tooLarge(_ limit: Int) -> FileError {
    FileError(name, "is larger than the \(limit) bytes that memory is granted for it", status: .badPage)
  }

  private func noMemory(_ bytes: Int) -> FileError {
    FileError(name, "has over \(bytes) bytes, for which there is no memory", status: .badPage)
  }
}

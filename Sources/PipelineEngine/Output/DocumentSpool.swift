import Foundation
import Synchronization

/// Bytes that documents leave in any order and that are given back in the order of the documents.
///
/// They wait in a file without a name, which goes with the spool or the program, so that memory holds no more of them
/// than where they are.
final class DocumentSpool: Sendable {
  private struct Piece {
    let document: Int
    var range: Range<Int>
  }

  private struct State {
    var descriptor: Int32 = -1
    var length = 0
    var pieces: [Piece] = []
    var problem: FileError?
  }

  private static let counter = Atomic<Int>(0)
  private let state = Mutex(State())

  deinit {
    state.withLock { state in if state.descriptor >= 0 { close(state.descriptor) } }
  }

  /// Adds bytes to those of a document.
  ///
  /// Trouble with the file is kept and thrown when the bytes are wanted back.
  func append(_ bytes: [UInt8], of document: Int) {
    guard !bytes.isEmpty else { return }
    state.withLock { state in
      guard state.problem == nil else { return }
      do throws(FileError) {
        if state.descriptor < 0 { state.descriptor = try Self.openFile() }
        let descriptor = state.descriptor
        let result = bytes.withUnsafeBytes { buffer in
          Result { () throws(FileError) in try writeAll(buffer, to: descriptor, name: Self.name) }
        }
        try result.get()
      } catch {
        state.problem = error
        return
      }
      let range = state.length..<state.length + bytes.count
      state.length = range.upperBound
      if let last = state.pieces.last, last.document == document {
        state.pieces[state.pieces.count - 1].range = last.range.lowerBound..<range.upperBound
      } else {
        state.pieces.append(Piece(document: document, range: range))
      }
    }
  }

  /// Gives all bytes to a sink, document by document, each one's in the order they came in.
  ///
  /// - Throws: ``FileError`` 74 when they could not be kept or cannot be read back; what the sink throws.
  func copy(to sink: AtomicFile.Sink) throws(FileError) {
    let (descriptor, pieces, problem) = state.withLock { ($0.descriptor, $0.pieces, $0.problem) }
    if let problem { throw problem }
    let ordered = pieces.sorted { ($0.document, $0.range.lowerBound) < ($1.document, $1.range.lowerBound) }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    for piece in ordered {
      var offset = piece.range.lowerBound
      while offset < piece.range.upperBound {
        let got = pread(descriptor, &buffer, min(buffer.count, piece.range.upperBound - offset), off_t(offset))
        if got < 0, errno == EINTR { continue }
        guard got > 0 else {
          let code = errno
          throw FileError(Self.name, "cannot be read: \(systemMessage(code))", status: .inputOutput, code: code)
        }
        let result = buffer.withUnsafeBytes { bytes in
          Result { () throws(FileError) in try sink(UnsafeRawBufferPointer(rebasing: bytes[..<got])) }
        }
        try result.get()
        offset += got
      }
    }
  }

  /// What messages call the file.
  private static var name: String { "a temporary file in \(folder)" }

  private static var folder: String { FileManager.default.temporaryDirectory.path }

  /// Opens a file that has no name any more.
  private static func openFile() throws(FileError) -> Int32 {
    while true {
      let number = counter.add(1, ordering: .relaxed).newValue
      let path = "\(folder)/.cleanpage-\(getpid())-\(number).spool"
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      let code = errno
      if descriptor >= 0 {
        unlink(path)
        return descriptor
      }
      guard code == EEXIST || code == EINTR else {
        throw FileError(
          name, "cannot be created: \(systemMessage(code)); set TMPDIR to a folder that can be written to",
          status: .cannotCreate, code: code)
      }
    }
  }
}

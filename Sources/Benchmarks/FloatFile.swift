import Foundation
import PipelineEngine

/// Files of nothing but 32-bit floats, little-endian: what other programs read and write most easily.
enum FloatFile {
  /// Reads a file of exactly `count` floats.
  ///
  /// - Parameter shape: What the floats should be, for the message.
  /// - Throws: `FileError`: 66 when the file cannot be opened or is a folder, 74 when reading fails, 65 when it is of
  ///   another size.
  static func read(_ path: String, count: Int, shape: String) throws -> [Float] {
    var isFolder = ObjCBool(false)
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      throw FileError(path, "is a folder, where a file of 32-bit floats is needed", status: .missingInput)
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw FileError(path, "cannot be opened; name a file of 32-bit floats", status: .missingInput)
    }
    let bytes: Data
    do {
      // There is nothing, not even no bytes, at the end of a file.
      bytes = try file.read(upToCount: 4 * count + 1) ?? Data()
    } catch {
      throw FileError(path, "cannot be read: \(error.localizedDescription)", status: .inputOutput)
    }
    guard bytes.count == 4 * count else {
      throw FileError(
        path,
        "has \(bytes.count > 4 * count ? "more than \(4 * count)" : "\(bytes.count)") bytes, but \(shape) 32-bit "
          + "floats take \(4 * count); give the input's size with --size and --batch", status: .badPage)
    }
    return (0..<count).map { index in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[4 * index + $1]) << UInt32(8 * $1) }
      return Float(bitPattern: bits)
    }
  }

  /// Writes a file.
  ///
  /// - Throws: `FileError` when it cannot be written, or is there and may not be replaced.
  static func write(_ values: [Float], to path: String, replacing: Bool) throws {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(4 * values.count)
    for value in values {
      let bits = value.bitPattern
      for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: bits >> shift)) }
    }
    try AtomicFile.write(bytes, to: path, replacing: replacing)
  }
}

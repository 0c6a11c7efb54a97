import Foundation
import PipelineEngine

/// Files of nothing but 32-bit floats, little-endian: what other programs read and write most easily.
enum FloatFile {
  /// Reads a file of exactly `count` floats.
  ///
  /// - Parameter shape: What the floats should be, for the message.
  /// - Throws: `FileError`: 66 when the file cannot be opened, 65 when it is of another size.
  static func read(_ path: String, count: Int, shape: String) throws -> [Float] {
    guard let file = FileHandle(forReadingAtPath: path), let bytes = try file.read(upToCount: 4 * count + 1) else {
      throw FileError(path, "cannot be read; name a file of 32-bit floats", status: .missingInput)
    }
    guard bytes.count == 4 * count else {
      throw FileError(
        path,
        "has \(bytes.count > 4 * count ? "more than \(4 * count)" : "\(bytes.count)") bytes, but \(shape) 32-bit "
          + "floats take \(4 * count); give the input's size with --size and --batch", status: .badPage)
    }
    let data = Data(bytes)
    return (0..<count).map { index in
      let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(data[4 * index + $1]) << UInt32(8 * $1) }
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

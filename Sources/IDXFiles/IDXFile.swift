import CDeflate
import PipelineEngine

/// An array of bytes in the format of the MNIST files, compressed by gzip or not.
///
/// - SeeAlso: LeCun, Cortes and Burges, "The MNIST database", file formats.
public struct IDXFile: Sendable {
  /// The sizes of the dimensions, the slowest first.
  public let sizes: [Int]
  /// `sizes` of bytes.
  public let values: [UInt8]

  /// Reads a file.
  ///
  /// - Parameter dimensions: How many the array must have.
  /// - Throws: ``IDXFileError`` where the file is no such array of bytes, or `FileError`.
  public init(_ path: String, dimensions: Int) throws {
    var bytes = try readFile(path, limit: Self.largestSize)
    if bytes.starts(with: [0x1F, 0x8B]) { bytes = try Self.inflate(bytes, path: path) }
    let header = 4 + 4 * dimensions
    guard bytes.count >= header, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, bytes[3] == dimensions else {
      throw IDXFileError(path, "is not an IDX file of bytes with \(dimensions) dimension\(dimensions == 1 ? "" : "s")")
    }
    let sizes = (0..<dimensions).map { index in
      bytes[4 + 4 * index..<8 + 4 * index].reduce(0) { $0 << 8 | Int($1) }
    }
    let (count, overflow) = sizes.reduce((1, false)) { product, size in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: size)
      return (value, product.1 || overflow)
    }
    guard !overflow, bytes.count - header == count else {
      throw IDXFileError(
        path,
        "has \(bytes.count - header) bytes, where its header says \(sizes.map(String.init).joined(separator: "×"))")
    }
    self.sizes = sizes
    values = Array(bytes[header...])
  }

  /// Bytes of a file, compressed or not.
  private static let largestSize = 1 << 30

  /// Decompresses gzip, whose last four bytes are the length of what was compressed.
  private static func inflate(_ bytes: [UInt8], path: String) throws(IDXFileError) -> [UInt8] {
    let broken = IDXFileError(path, "the compressed data are damaged")
    guard bytes.count >= 18, let decompressor = libdeflate_alloc_decompressor() else { throw broken }
    defer { libdeflate_free_decompressor(decompressor) }
    let size = bytes.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard size <= largestSize else {
      throw IDXFileError(path, "holds \(size >> 20) MiB when decompressed; \(largestSize >> 20) MiB are allowed")
    }
    // Deflate packs at most 1032 bytes into one, and what claims more is not worth the memory.
    guard size <= bytes.count * 1032 else { throw broken }
    var result = [UInt8](repeating: 0, count: size)
    var written = 0
    let status = libdeflate_gzip_decompress(decompressor, bytes, bytes.count, &result, size, &written)
    guard status == LIBDEFLATE_SUCCESS, written == size else { throw broken }
    return result
  }
}

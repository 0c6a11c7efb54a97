import Foundation

/// The safetensors format: a length (8 bytes, little-endian), a JSON header, then raw little-endian floats.
///
/// Follows the format's description in its reference implementation: offsets count from the end of the
/// header, tensors cover the data without holes or overlap, `__metadata__` maps strings to strings.
public struct Safetensors: Sendable {
  /// The tensors of floating-point numbers by name. `F16`, `BF16`, `F32` and `F64` are read, `F32` is written.
  public var tensors: [String: Tensor]
  /// The types of the tensors that are left unread, by name: whole numbers, truth values and such.
  public private(set) var otherTypes: [String: String] = [:]
  /// Free strings by name.
  public var metadata: [String: String]

  /// Makes the contents of a file.
  public init(tensors: [String: Tensor], metadata: [String: String]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  private struct Entry: Codable {
    var dtype: String
    var shape: [Int]
    var data_offsets: [Int]
  }

  /// Longest header that the format allows.
  private static let largestHeader = 100_000_000

  /// Bytes of an element of each type that the format has, those of less than a byte left out.
  private static let sizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E5M2": 1, "F8_E4M3": 1, "F8_E8M0": 1, "I16": 2, "U16": 2, "F16": 2, "BF16": 2,
    "I32": 4, "U32": 4, "F32": 4, "F64": 8, "I64": 8, "U64": 8, "C64": 8,
  ]

  /// Reads a file's bytes.
  ///
  /// - Parameter file: The name to use in messages.
  /// - Throws: ``NetworkError/malformedFile(file:reason:)`` where a bound or a length is wrong.
  public init(bytes: some RandomAccessCollection<UInt8>, file: String) throws(NetworkError) {
    let bytes = Data(bytes)
    func refuse(_ reason: String) -> NetworkError { .malformedFile(file: file, reason: reason) }
    guard bytes.count >= 8 else { throw refuse("it has \(bytes.count) bytes, fewer than the 8 of its first field") }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(min(bytes.count - 8, Self.largestHeader)) else {
      throw refuse("its header is said to have \(length) bytes, but \(bytes.count - 8) follow")
    }
    let header = bytes[8..<8 + Int(length)]
    let data = bytes[(8 + Int(length))...]
    guard let object = try? JSONSerialization.jsonObject(with: header) as? [String: Any] else {
      throw refuse("its header is not a JSON object")
    }
    guard let metadata = (object["__metadata__"] ?? [String: String]()) as? [String: String] else {
      throw refuse("its __metadata__ does not map strings to strings")
    }
    tensors = [:]
    self.metadata = metadata
    var covered: [Range<Int>] = []
    for (name, value) in object where name != "__metadata__" {
      guard let fields = value as? [String: Any], let dtype = fields["dtype"] as? String,
        let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int], offsets.count == 2
      else { throw refuse("the entry of tensor '\(name)' lacks dtype, shape or data_offsets") }
      guard let size = Self.sizes[dtype] else { throw refuse("tensor '\(name)' is of the unknown type \(dtype)") }
      var count = 1
      for extent in shape {
        let (product, overflow) = count.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow, product <= data.count else {
          throw refuse("tensor '\(name)' has the impossible shape \(shape)")
        }
        count = product
      }
      guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= data.count,
        offsets[1] - offsets[0] == count * size
      else {
        throw refuse("tensor '\(name)' of shape \(shape) does not fit its data_offsets \(offsets)")
      }
      covered.append(offsets[0]..<offsets[1])
      guard let type = FloatingPointType(rawValue: dtype) else {
        otherTypes[name] = dtype
        continue
      }
      tensors[name] = data.withUnsafeBytes {
        Tensor(shape: shape, littleEndian: $0[offsets[0]..<offsets[1]], type: type)
      }
    }
    var end = 0
    for range in covered.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard range.lowerBound == end else { throw refuse("its tensors overlap or leave a gap at byte \(end)") }
      end = range.upperBound
    }
    guard end == data.count else { throw refuse("\(data.count - end) bytes follow its last tensor") }
  }

  /// The file's bytes. Tensors come in the order of their names, so equal contents give equal files.
  public func encoded() -> [UInt8] {
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let start = data.count
      tensor.withElements { elements in
        data.reserveCapacity(data.count + elements.count * 4)
        for element in elements {
          withUnsafeBytes(of: element.bitPattern.littleEndian) { data.append(contentsOf: $0) }
        }
      }
      header[name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [start, data.count]]
    }
    var json =
      (try? JSONSerialization.data(withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes]))
      .map(Array.init) ?? Array("{}".utf8)
    // The data start at a multiple of eight; the format pads its header with spaces.
    while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
    let length = UInt64(json.count)
    return (0..<8).map { UInt8(truncatingIfNeeded: length >> (UInt64($0) * 8)) } + json + data
  }
}

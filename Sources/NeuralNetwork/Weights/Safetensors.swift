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

  /// A tensor's floats where they lie.
  struct Place {
    let name: String
    let shape: [Int]
    let elements: UnsafeBufferPointer<Float>
  }

  /// What the header of a file says of its tensors.
  struct Header {
    /// Free strings by name.
    let metadata: [String: String]
    /// Every tensor's entry by its name.
    let entries: [String: Entry]
  }

  /// What the header says of a tensor.
  struct Entry {
    let shape: [Int]
    /// The type's name in the format.
    let type: String
    /// Its place in the file.
    let bytes: Range<Int>

    /// The type, where it is one of floating-point numbers.
    var numbers: FloatingPointType? { FloatingPointType(rawValue: type) }
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
    let data = bytes as? Data ?? Data(bytes)
    let header = try Self.header(of: data, file: file)
    metadata = header.metadata
    otherTypes = header.entries.filter { $0.value.numbers == nil }.mapValues(\.type)
    tensors = header.entries.compactMapValues { entry in
      entry.numbers.map { type in
        data.withUnsafeBytes { Tensor(shape: entry.shape, littleEndian: $0[entry.bytes], type: type) }
      }
    }
  }

  /// Reads and checks the header of a file.
  ///
  /// - Throws: ``NetworkError/malformedFile(file:reason:)`` where a bound or a length is wrong.
  static func header(of bytes: Data, file: String) throws(NetworkError) -> Header {
    func refuse(_ reason: String) -> NetworkError { .malformedFile(file: file, reason: reason) }
    guard bytes.count >= 8 else { throw refuse("it has \(bytes.count) bytes, fewer than the 8 of its first field") }
    let length = bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(min(bytes.count - 8, largestHeader)) else {
      throw refuse("its header is said to have \(length) bytes, but \(bytes.count - 8) follow")
    }
    let start = 8 + Int(length)
    let count = bytes.count - start
    let text = bytes.dropFirst(8).prefix(Int(length))
    guard let object = try? JSONSerialization.jsonObject(with: text) as? [String: Any] else {
      throw refuse("its header is not a JSON object")
    }
    guard let metadata = (object["__metadata__"] ?? [String: String]()) as? [String: String] else {
      throw refuse("its __metadata__ does not map strings to strings")
    }
    var entries: [String: Entry] = [:]
    for (name, value) in object where name != "__metadata__" {
      guard let fields = value as? [String: Any], let dtype = fields["dtype"] as? String,
        let shape = fields["shape"] as? [Int], let offsets = fields["data_offsets"] as? [Int], offsets.count == 2
      else { throw refuse("the entry of tensor '\(name)' lacks dtype, shape or data_offsets") }
      guard let size = Self.sizes[dtype] else { throw refuse("tensor '\(name)' is of the unknown type \(dtype)") }
      var elements = 1
      for extent in shape {
        let (product, overflow) = elements.multipliedReportingOverflow(by: extent)
        guard extent >= 0, !overflow, product <= count else {
          throw refuse("tensor '\(name)' has the impossible shape \(shape)")
        }
        elements = product
      }
      guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= count, offsets[1] - offsets[0] == elements * size
      else {
        throw refuse("tensor '\(name)' of shape \(shape) does not fit its data_offsets \(offsets)")
      }
      entries[name] = Entry(shape: shape, type: dtype, bytes: start + offsets[0]..<start + offsets[1])
    }
    var end = start
    for range in entries.values.map(\.bytes).sorted(by: {
      ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
    }) {
      guard range.lowerBound == end else {
        throw refuse("its tensors overlap or leave a gap at byte \(end - start)")
      }
      end = range.upperBound
    }
    guard end == bytes.count else { throw refuse("\(bytes.count - end) bytes follow its last tensor") }
    return Header(metadata: metadata, entries: entries)
  }

  /// The file's bytes. Tensors come in the order of their names, so equal contents give equal files.
  public func encoded() -> [UInt8] {
    var result: [UInt8] = []
    withExtendedLifetime(tensors) {
      // A tensor's elements stay where they are as long as it lives.
      let places = tensors.map { name, tensor in
        Place(name: name, shape: tensor.shape, elements: tensor.withElements { $0 })
      }
      Self.write(places, metadata: metadata) { result.append(contentsOf: $0) }
    }
    return result
  }

  /// Gives a file's bytes piece by piece, the tensors in the order of their names.
  static func write<Failure: Error>(
    _ tensors: [Place], metadata: [String: String], to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    let tensors = tensors.sorted { $0.name < $1.name }
    var header: [String: Any] = metadata.isEmpty ? [:] : ["__metadata__": metadata]
    var end = 0
    for tensor in tensors {
      let start = end
      end += tensor.elements.count * 4
      header[tensor.name] = ["dtype": "F32", "shape": tensor.shape, "data_offsets": [start, end]]
    }
    var json =
      (try? JSONSerialization.data(withJSONObject: header, options: [.sortedKeys, .withoutEscapingSlashes]))
      .map(Array.init) ?? Array("{}".utf8)
    // The data start at a multiple of eight; the format pads its header with spaces.
    while json.count % 8 != 0 { json.append(UInt8(ascii: " ")) }
    let length = UInt64(json.count)
    let head = (0..<8).map { UInt8(truncatingIfNeeded: length >> (UInt64($0) * 8)) } + json
    func give(_ bytes: [UInt8]) throws(Failure) {
      let result = bytes.withUnsafeBytes { bytes in Result { () throws(Failure) in try sink(bytes) } }
      try result.get()
    }
    try give(head)
    for tensor in tensors {
      #if _endian(little)
        try sink(UnsafeRawBufferPointer(tensor.elements))
      #else
        try give(tensor.elements.flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) })
      #endif
    }
  }
}

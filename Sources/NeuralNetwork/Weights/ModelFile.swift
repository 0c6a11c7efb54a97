import Foundation

/// A ``Model`` as a safetensors file: the network and the record of its training stand in the metadata.
public enum ModelFile {
  private static let networkKey = "network"

  /// Reads a model from the bytes of a file.
  ///
  /// - Parameter file: The name to use in messages.
  /// - Throws: ``NetworkError`` naming what does not fit.
  public static func decode(_ bytes: some RandomAccessCollection<UInt8>, file: String) throws -> Model {
    let contents = try Safetensors(bytes: bytes, file: file)
    guard let text = contents.metadata[networkKey] else {
      throw NetworkError.malformedFile(
        file: file,
        reason: "its metadata hold no network; only files written by 'cleanpage train' or 'import' are models")
    }
    if let (name, type) = contents.otherTypes.min(by: { $0.key < $1.key }) {
      throw NetworkError.malformedFile(
        file: file, reason: "tensor '\(name)' is of type \(type), which holds no weights")
    }
    let network: NetworkSpec
    do {
      network = try JSONDecoder().decode(NetworkSpec.self, from: Data(text.utf8))
    } catch let error as NetworkError {
      throw NetworkError.malformedFile(file: file, reason: "its network is not usable: \(error)")
    } catch {
      throw NetworkError.malformedFile(file: file, reason: "its network cannot be read")
    }
    var record = contents.metadata
    record[networkKey] = nil
    return try Model(network: network, tensors: contents.tensors, record: record, file: file)
  }

  /// Reads a model file.
  ///
  /// - Throws: ``NetworkError`` where the file cannot be read or does not fit.
  public static func read(_ path: String) throws -> Model {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw NetworkError.unreadableFile(file: path, reason: "the model file cannot be read")
    }
    return try decode(bytes, file: path)
  }

  /// A model as a file, whose bytes are given piece by piece, so that a large one is not held in memory twice.
  public struct Contents: Sendable {
    private let model: Model
    private let metadata: [String: String]

    /// Takes a model.
    ///
    /// - Throws: What an encoder throws.
    public init(_ model: Model) throws {
      self.model = model
      metadata = model.record.merging([networkKey: try sortedJSON(model.network)]) { _, network in network }
    }

    /// Gives the bytes to the sink, in their order.
    public func write<Failure: Error>(
      to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
      try Safetensors.write(Model.places(of: model.parameters, table: model.table), metadata: metadata, to: sink)
    }
  }

  /// The bytes of a model file.
  public static func encode(_ model: Model) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try Contents(model).write { bytes.append(contentsOf: $0) }
    return bytes
  }
}

import Randomness

/// A network with its weights and the record of how it came to them.
public struct Model: Sendable {
  /// What is computed.
  public let network: NetworkSpec
  /// Where each parameter lies.
  public private(set) var table: ParameterTable
  /// All parameters, `[table.floatCount]`. Shared by all plans made from the model; only a ``TrainingPlan``'s
  /// own model is ever written.
  public let parameters: AlignedBuffer
  /// How the weights were made: data, split, seed, steps, figures.
  public var record: [String: String]

  /// Makes a model with freshly initialised weights.
  ///
  /// - Throws: ``NetworkError`` where the network does not fit together.
  public init(initializing network: NetworkSpec, seed: UInt64) throws(NetworkError) {
    self.network = network
    table = try ParameterTable(network, input: network.exampleInput)
    parameters = AlignedBuffer(count: table.floatCount)
    record = [:]
    for (place, entry) in table.entries.enumerated() {
      var random = SeededRandom(seed, UInt64(place))
      entry.spec.initializer.fill(
        UnsafeMutableBufferPointer(start: parameters.pointer + entry.offset, count: entry.spec.count),
        using: &random)
    }
  }

  /// Makes a model from tensors by name.
  ///
  /// - Parameter file: The name to use in messages.
  /// - Throws: ``NetworkError`` naming the tensor that is missing, superfluous or of another shape.
  public init(
    network: NetworkSpec, tensors: [String: Tensor], record: [String: String], file: String
  ) throws(NetworkError) {
    self.network = network
    self.record = record
    table = try ParameterTable(network, input: network.exampleInput)
    try Self.check(tensors, against: table, file: file)
    parameters = AlignedBuffer(count: table.floatCount)
    Self.copy(tensors, to: parameters, table: table)
  }

  /// Makes a model of parameters that somebody else owns.
  init(network: NetworkSpec, table: ParameterTable, sharing parameters: AlignedBuffer) {
    self.network = network
    self.table = table
    self.parameters = parameters
    record = [:]
  }

  /// Makes a model that begins with the weights of another, as transfer learning does.
  ///
  /// - Parameters:
  ///   - seed: Determines the weights that begin anew.
  ///   - other: Has every layer of `network` but the fresh ones, of the same shapes. What else it has is left.
  ///   - fresh: What the names of layers begin with whose weights are initialised instead, such as a new head.
  /// - Throws: ``NetworkError`` naming the array that the other model lacks or has in another shape.
  public init(
    initializing network: NetworkSpec, seed: UInt64, adopting other: Model, fresh: [String]
  ) throws(NetworkError) {
    try self.init(initializing: network, seed: seed)
    let known = Dictionary(uniqueKeysWithValues: other.table.entries.map { ($0.key, $0) })
    let file = "network '\(other.network.name)'"
    for entry in table.entries where !fresh.contains(where: entry.key.hasPrefix) {
      guard let source = known[entry.key] else {
        throw .missingTensor(name: entry.key, shape: entry.spec.shape, file: file)
      }
      guard source.spec.shape == entry.spec.shape else {
        throw .shapeMismatch(
          name: entry.key, found: source.spec.shape, expected: entry.spec.shape, file: file)
      }
      (parameters.pointer + entry.offset).update(
        from: other.parameters.pointer + source.offset, count: entry.spec.count)
    }
  }

  /// The model, sharing its weights, with some layers marked as not to be trained.
  ///
  /// - Parameter prefixes: What the names of these layers begin with.
  func freezing(_ prefixes: [String]) -> Model {
    var result = self
    result.table = table.freezing(prefixes)
    return result
  }

  /// The parameters by name.
  public var tensors: [String: Tensor] { Self.tensors(of: parameters, table: table) }

  /// The floats of a flat array by the names of a table.
  static func tensors(of values: AlignedBuffer, table: ParameterTable) -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for entry in table.entries {
      result[entry.key] = Tensor(
        shape: entry.spec.shape,
        elements: UnsafeBufferPointer(start: values.pointer + entry.offset, count: entry.spec.count))
    }
    return result
  }

  /// Checks that tensors are the ones of a table, and numbers.
  static func check(
    _ tensors: [String: Tensor], against table: ParameterTable, file: String
  ) throws(NetworkError) {
    for entry in table.entries {
      guard let tensor = tensors[entry.key] else {
        throw .missingTensor(name: entry.key, shape: entry.spec.shape, file: file)
      }
      guard tensor.shape == entry.spec.shape else {
        throw .shapeMismatch(name: entry.key, found: tensor.shape, expected: entry.spec.shape, file: file)
      }
      guard tensor.withElements({ $0.allSatisfy(\.isFinite) }) else {
        throw .malformedFile(file: file, reason: "tensor '\(entry.key)' holds values that are not numbers")
      }
    }
    let known = Set(table.entries.map(\.key))
    for (key, tensor) in tensors.sorted(by: { $0.key < $1.key }) where !known.contains(key) {
      throw .unexpectedTensor(name: key, shape: tensor.shape, file: file)
    }
  }

  /// The floats of a flat array by the names of a table, where they lie; the array must outlive their use.
  static func places(
    of values: AlignedBuffer, table: ParameterTable, prefix: String = ""
  ) -> [Safetensors.Place] {
    table.entries.map { entry in
      Safetensors.Place(
        name: prefix + entry.key, shape: entry.spec.shape,
        elements: UnsafeBufferPointer(start: values.pointer + entry.offset, count: entry.spec.count))
    }
  }

  /// Copies checked tensors to their places in a flat array.
  static func copy(_ tensors: [String: Tensor], to values: AlignedBuffer, table: ParameterTable) {
    for entry in table.entries {
      tensors[entry.key]?.withElements { elements in
        guard let source = elements.baseAddress else { return }
        (values.pointer + entry.offset).update(from: source, count: elements.count)
      }
    }
  }
}

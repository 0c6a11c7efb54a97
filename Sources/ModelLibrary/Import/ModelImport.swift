import Foundation
import NeuralNetwork
import PipelineEngine
import Randomness

/// The making of a model of weights that another program has trained.
public struct ModelImport {
  /// The safetensors file of the weights.
  public var weights: String
  /// The network file.
  public var network: String
  /// The file of the ``NameMap``.
  public var names: String
  /// The model file to be written.
  public var output: String
  /// What the weights of fresh layers are drawn with.
  public var seed: UInt64 = 1
  /// Whether a file that is there already is replaced.
  public var overwrite = false

  /// Names the files of an import.
  public init(weights: String, network: String, names: String, output: String) {
    self.weights = weights
    self.network = network
    self.names = names
    self.output = output
  }

  /// Bytes up to which weight files are read.
  private static let largestFile = 1 << 36

  /// Imports the weights and writes the model, and says on standard error what was done.
  ///
  /// - Throws: `FileError` where a file cannot be read or written, ``ImportError`` or `NetworkError` where they do not fit.
  public func run() throws -> ExitStatus {
    try AtomicFile.check(output, replacing: overwrite)
    let map = try NameMap(contentsOf: names)
    let network = try NetworkFile.read(network)
    let bytes = try readFile(weights, limit: Self.largestFile)
    let model = try Self.model(of: bytes, file: weights, network: network, map: map, seed: seed)
    try AtomicFile.write(ModelFile.encode(model), to: output, replacing: overwrite)
    let parameters = model.table.parameterCount
    let fresh = map.fresh.isEmpty ? "" : "; fresh: \(map.fresh.joined(separator: ", "))"
    StatusLine.standard.message("cleanpage: \(parameters) parameters of '\(network.name)' in \(output)\(fresh)")
    return .success
  }

  /// The model of a network with the weights of a file.
  ///
  /// - Parameters:
  ///   - bytes: The safetensors file.
  ///   - file: What messages and the record call it.
  ///   - seed: What the weights of fresh layers are drawn with.
  /// - Throws: ``ImportError`` naming the tensor that is missing, superfluous or of another shape; `NetworkError` where the file
  ///   is damaged or the network does not fit together.
  public static func model(
    of bytes: [UInt8], file: String, network: NetworkSpec, map: NameMap, seed: UInt64
  ) throws -> Model {
    let foreign = try Safetensors(bytes: bytes, file: file)
    let layout = try ForeignLayout(network, file: map.file)
    let start = try Model(initializing: network, seed: seed)
    let initial = start.tensors
    let fresh = try freshNames(of: start, map: map)
    var tensors: [String: Tensor] = [:]
    var origins: [String: String] = [:]
    for (theirs, ours) in try assignments(of: foreign, map: map, file: file) {
      guard let conversion = layout[ours] else {
        throw ImportError(
          map: map.file,
          "'\(theirs)' is to be '\(ours)', but the network has no such parameter"
            + suggestion(for: ours, among: start.table.entries.map(\.key), called: "parameters"))
      }
      guard !fresh.contains(ours) else {
        throw ImportError(map: map.file, "'\(ours)' is given by '\(theirs)', but its layer is named under 'fresh'")
      }
      if let other = origins.updateValue(theirs, forKey: ours) {
        throw ImportError(
          map: map.file, "'\(ours)' is given by both '\(min(other, theirs))' and '\(max(other, theirs))'")
      }
      guard let tensor = foreign.tensors[theirs] else {
        throw ImportError(
          weights: file, "tensor '\(theirs)' is of type \(foreign.otherTypes[theirs] ?? "?"), which holds no weights")
      }
      guard tensor.shape == conversion.foreignShape else {
        throw ImportError(
          weights: file,
          "tensor '\(theirs)' has shape \(tensor.shape), but '\(ours)' needs \(conversion.foreignShape)")
      }
      guard tensor.withElements({ $0.allSatisfy(\.isFinite) }) else {
        throw ImportError(weights: file, "tensor '\(theirs)' holds values that are not numbers")
      }
      tensors[ours] = conversion.applied(to: tensor)
    }
    for entry in start.table.entries where tensors[entry.key] == nil {
      guard fresh.contains(entry.key) else {
        throw ImportError(
          weights: file,
          "no tensor gives the network's '\(entry.key)' of shape \(entry.spec.shape); map one to it in \(map.file), or "
            + "name its layer under 'fresh'")
      }
      tensors[entry.key] = initial[entry.key]
    }
    return try Model(
      network: network, tensors: tensors,
      record: record(of: bytes, foreign: foreign, count: origins.count, file: file, map: map, seed: seed), file: file)
  }

  /// The parameters of the layers that start anew.
  private static func freshNames(of model: Model, map: NameMap) throws -> Set<String> {
    var names: Set<String> = []
    let layers = model.network.nodes.map(\.name)
    for layer in map.fresh {
      guard layers.contains(layer) else {
        throw ImportError(
          map: map.file,
          "the network has no layer '\(layer)' to be fresh" + suggestion(for: layer, among: layers, called: "layers"))
      }
      names.formUnion(model.table.entries.map(\.key).filter { $0.hasPrefix(layer + ".") })
    }
    return names
  }

  /// Their tensors that are taken, in the order of their names, and what each is here.
  private static func assignments(
    of foreign: Safetensors, map: NameMap, file: String
  ) throws(ImportError) -> [(theirs: String, ours: String)] {
    let names = (Array(foreign.tensors.keys) + Array(foreign.otherTypes.keys)).sorted()
    var used = Set<String>()
    var result: [(theirs: String, ours: String)] = []
    for name in names {
      let matches = map.tensors.compactMap { pair in
        pair.theirs.match(name).map { (pair, ours: pair.ours.name(with: $0)) }
      }
      let exact = matches.filter { $0.0.theirs.wildcards == 0 }
      let chosen = exact.isEmpty ? matches : exact
      guard let first = chosen.first else {
        guard !map.ignored.contains(where: { $0.match(name) != nil }) else { continue }
        throw ImportError(
          weights: file,
          "tensor '\(name)'\(foreign.tensors[name].map { " of shape \($0.shape)" } ?? "") is not in the name map; add it "
            + "to 'tensors' or to 'ignore' of \(map.file)")
      }
      guard chosen.count == 1 else {
        throw ImportError(
          map: map.file, "'\(name)' is both '\(first.ours)' and '\(chosen[1].ours)'; make one of the patterns narrower")
      }
      used.insert(first.0.theirs.text)
      result.append((name, first.ours))
    }
    for pair in map.tensors where !used.contains(pair.theirs.text) {
      throw ImportError(
        weights: file,
        pair.theirs.wildcards == 0
          ? "tensor '\(pair.theirs.text)', which is to be '\(pair.ours.text)', is missing"
          : "no tensor has a name like '\(pair.theirs.text)', of which '\(pair.ours.text)' is to be made")
    }
    return result
  }

  private static func record(
    of bytes: [UInt8], foreign: Safetensors, count: Int, file: String, map: NameMap, seed: UInt64
  ) throws -> [String: String] {
    var hash = FNV1a()
    hash.combine(contentsOf: bytes)
    var record = map.record
    record["importedFrom"] = (file as NSString).lastPathComponent
    record["importedFingerprint"] = hash.text
    record["importedTensors"] = "\(count)"
    record["importedBy"] = map.name
    if !foreign.metadata.isEmpty { record["importedMetadata"] = try sortedJSON(foreign.metadata) }
    if !map.fresh.isEmpty {
      record["freshLayers"] = map.fresh.joined(separator: ", ")
      record["seed"] = "\(seed)"
    }
    return record
  }
}

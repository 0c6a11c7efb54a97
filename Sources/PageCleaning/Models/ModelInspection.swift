import Foundation
import NeuralNetwork
import Yams

/// What a model is: its network layer by layer, and the record of its training.
public func describeModel(_ model: Model) throws -> String {
  var lines = [try NetworkSummary(model.network, input: model.network.exampleInput).description, "", "record:"]
  for (key, value) in model.record.sorted(by: { $0.key < $1.key }) { lines.append("  \(key): \(value)") }
  if model.record.isEmpty { lines.append("  none") }
  return lines.joined(separator: "\n")
}

/// Reads a network from a network file.
///
/// - Throws: ``NetworkError`` for a network that does not fit together, with the file's name in front.
public func readNetwork(_ path: String) throws -> NetworkSpec {
  guard let bytes = FileManager.default.contents(atPath: path) else {
    throw NetworkError.inputOutput(file: path, reason: "the network file cannot be read")
  }
  do {
    return try YAMLDecoder().decode(NetworkSpec.self, from: String(decoding: bytes, as: UTF8.self))
  } catch let error as NetworkError {
    throw NetworkError.badNetworkFile(file: path, reason: error.description)
  } catch let DecodingError.dataCorrupted(context) where context.underlyingError is NetworkError {
    throw NetworkError.badNetworkFile(file: path, reason: "\(context.underlyingError ?? CancellationError())")
  } catch let DecodingError.keyNotFound(key, context) {
    throw NetworkError.badNetworkFile(
      file: path, reason: "'\(key.stringValue)' is missing\(place(context.codingPath))")
  } catch let DecodingError.typeMismatch(_, context) {
    throw NetworkError.badNetworkFile(file: path, reason: "a value is of the wrong type\(place(context.codingPath))")
  } catch {
    throw NetworkError.badNetworkFile(file: path, reason: "\(error)")
  }
}

private func place(_ path: [any CodingKey]) -> String {
  guard !path.isEmpty else { return "" }
  return " at " + path.map { $0.intValue.map { "entry \($0 + 1)" } ?? "'\($0.stringValue)'" }.joined(separator: ", ")
}

/// Whether a file is a network file rather than a pipeline file: it has layers.
///
/// - Throws: ``NetworkError`` where the file cannot be read.
public func isNetworkFile(_ path: String) throws -> Bool {
  guard let bytes = FileManager.default.contents(atPath: path) else {
    throw NetworkError.inputOutput(file: path, reason: "the file cannot be read")
  }
  return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).contains {
    $0.hasPrefix("layers:")
  }
}

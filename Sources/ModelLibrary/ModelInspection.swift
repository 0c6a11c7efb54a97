import NeuralNetwork

/// What a model is: its network layer by layer, and the record of its training.
public func describeModel(_ model: Model) throws -> String {
  var lines = [try NetworkSummary(model.network, input: model.network.exampleInput).description, "", "record:"]
  for (key, value) in model.record.sorted(by: { $0.key < $1.key }) { lines.append("  \(key): \(value)") }
  if model.record.isEmpty { lines.append("  none") }
  return lines.joined(separator: "\n")
}

/// How a network is run for an input of a size: each layer's kernel, cost and measured share of the time.
///
/// - Parameters:
///   - name: The name of a shipped model, or a model or network file.
///   - width: Pixels; nil for 540. A network of one size is run on that whatever is said here.
///   - height: Pixels; nil for 420, likewise.
/// - Throws: ``NetworkError`` where the file cannot be read or the size does not fit.
public func describePlan(_ name: String, width: Int?, height: Int?) throws -> String {
  let model = try ShippedModels.modelOrNetwork(name)
  return try NetworkProfile(model, input: model.network.input(width: width ?? 540, height: height ?? 420)).description
}

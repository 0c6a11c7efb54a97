import NeuralNetwork

/// What a model is: its network layer by layer, and the record of its training.
public func describeModel(_ model: Model) throws -> String {
  var lines = [try NetworkSummary(model.network, input: model.network.exampleInput).description, "", "record:"]
  for (key, value) in model.record.sorted(by: { $0.key < $1.key }) { lines.append("  \(key): \(value)") }
  if model.record.isEmpty { lines.append("  none") }
  return lines.joined(separator: "\n")
}

import Yams

/// What a pipeline does: its stages in order, each with its parameters, their values and what they mean.
///
/// - Throws: ``PipelineFileError`` for the first thing that is wrong with the file.
public func describePipeline(_ file: PipelineFile, catalogue: StageCatalogue) throws -> String {
  let assembly = PipelineAssembly(file: file, catalogue: catalogue, context: StageContext(workers: 1))
  let types = try assembly.stageTypes()
  if !types.allSatisfy({ $0 is any TrainingStage.Type }) { try assembly.checkOrder(types) }
  var lines = ["\(file.path): pipeline '\(file.name)', \(counted(types.count, "stage"))"]
  for (entry, type) in zip(file.entries, types) {
    lines.append("")
    lines += try describe(type, entry: entry, file: file.path)
  }
  return lines.joined(separator: "\n")
}

private func describe<S: PipelineStage>(_ type: S.Type, entry: PipelineFile.Entry, file: String) throws
  -> [String]
{
  let parameters = try decodeParameters(S.Parameters.self, of: entry, file: file)
  let values = try Yams.compose(yaml: YAMLEncoder().encode(parameters))
  var lines = ["\(S.name): \(S.summary)", "  takes: \(S.takes); gives: \(S.gives)"]
  for document in S.Parameters.documentation {
    var node = values
    for part in document.key.split(separator: ".") { node = node?.mapping?[String(part)] }
    let value = node.map(flow) ?? "not set"
    let choices = document.values.isEmpty ? "" : " (\(document.values.joined(separator: ", ")))"
    lines.append("  \(document.key): \(value)  # \(document.text)\(choices)")
  }
  return lines
}

/// A value on one line.
private func flow(_ node: Node) -> String {
  switch node {
  case .scalar(let scalar): plain(scalar.string)
  case .sequence(let items): "[" + items.map(flow).joined(separator: ", ") + "]"
  case .mapping(let pairs):
    "{" + pairs.map { "\(flow($0.key)): \(flow($0.value))" }.joined(separator: ", ") + "}"
  case .alias: "*"
  }
}

/// A scalar as people write it: YAML's writer gives every fraction an exponent.
private func plain(_ text: String) -> String {
  if text.isEmpty { return "''" }
  guard text.contains("e"), let number = Double(text), number.isFinite else { return text }
  return number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : "\(number)"
}

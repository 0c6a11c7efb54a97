import TextTables

/// The experiments there are, a line each.
///
/// - Throws: What is wrong with a file.
public func listExperiments(_ files: [ExperimentFile]) throws -> String {
  var table = TextTable(["id", "network", "data", "parameters", "epochs", "batch"], leftColumns: 3)
  for file in files {
    let parameters = file.parameters
    let last = parameters.phases.last
    let phases = parameters.phases.isEmpty ? [PhaseParameters()] : parameters.phases
    table.append([
      file.id, parameters.title, parameters.data.name, "\(try file.networkSummary().parameters)",
      "\(phases.reduce(0) { $0 + ($1.epochs ?? parameters.epochs) })", "\(last?.batch ?? parameters.batch)",
    ])
  }
  return table.description
}

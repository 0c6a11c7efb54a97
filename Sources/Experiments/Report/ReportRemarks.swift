extension ExperimentReport {
  /// What must be known before the figures are read: what is missing, and what was a trial.
  var remarks: [String] {
    var result: [String] = []
    for run in unfinished {
      result.append(
        "Interrupted: \(run.name) has made \(run.epochs.count) of \(record.epochs) epochs. It is in the curves and the "
          + "epochs, not in the figures.")
    }
    let known = Set(runs.map(\.name))
    let missing = runNames.filter { !known.contains($0) }
    if !missing.isEmpty { result.append("Not run: \(missing.joined(separator: ", ")).") }
    if record.runs.isEmpty { result.append("No run is finished, so there are no figures of ours.") }
    if record.limit > 0 {
      result.append(
        "A trial: at most \(record.limit) examples were trained on, and as many validated on. Its figures do not compare "
          + "with the report's.")
    }
    let lost = record.runs.flatMap(\.strips).count { pictures[$0.file] == nil }
    if lost > 0 { result.append("Pictures of examples that cannot be read: \(lost).") }
    return result
  }

  /// With which epoch each later phase begins.
  var phaseRemarks: [String] {
    runs.filter { $0.phases.count > 1 }.map { run in
      var first = 1
      let parts = run.phases.map { phase in
        defer { first += phase.epochs.count }
        return "'\(phase.name)' from epoch \(first) on \(phase.trainingExamples) examples"
      }
      return "Phases of \(run.name): \(parts.joined(separator: ", "))."
    }
  }
}

import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// Trains a network of the reports on real examples and records what it came to.
public struct ExperimentStage: TrainingStage {
  /// What a pipeline file may set.
  public typealias Parameters = ExperimentParameters

  /// "experiment".
  public static var name: String { "experiment" }
  /// What the stage does.
  public static var summary: String {
    "Trains a network epoch by epoch on one or several divisions of its examples and records every epoch."
  }

  private let parameters: Parameters
  private let network: NetworkSpec
  private let phases: [PhaseSettings]
  private let initial: Model?
  private let context: StageContext

  /// Makes the stage and reads its networks.
  public init(_ parameters: Parameters, context: StageContext) throws {
    try parameters.check()
    self.parameters = parameters
    self.context = context
    let network = try Self.read(parameters.network, key: "network", context)
    let given = parameters.phases.isEmpty ? [PhaseParameters()] : parameters.phases
    var phases: [PhaseSettings] = []
    for (index, phase) in given.enumerated() {
      let own = try phase.network.map { try Self.read($0, key: "phases.\(index).network", context) } ?? network
      for (key, prefixes) in [("fresh", phase.fresh), ("frozen", phase.frozen)] {
        for prefix in prefixes where !own.nodes.contains(where: { $0.name.hasPrefix(prefix) }) {
          throw ParameterError(
            "phases.\(index).\(key)", "names '\(prefix)', but no layer of '\(own.name)' begins with it")
        }
      }
      phases.append(PhaseSettings(phase, of: parameters, network: own))
    }
    self.network = network
    self.phases = phases
    do {
      initial = try parameters.initial.map { try ModelFile.read(context.resolve($0)) }
      if let initial {
        _ = try Model(initializing: phases[0].network, seed: 1, adopting: initial, fresh: phases[0].fresh)
      }
    } catch let error as NetworkError {
      throw ParameterError("initial", "cannot be started from: \(error)", status: error.status)
    }
    let count = try ParameterTable(network, input: network.exampleInput).parameterCount
    if let reported = parameters.report.parameters, reported != count {
      throw ParameterError("report.parameters", "is \(reported), but the network has \(count) parameters")
    }
  }

  private static func read(
    _ reference: NetworkReference, key: String, _ context: StageContext
  ) throws -> NetworkSpec {
    if reference == .file("") { throw ParameterError(key, "must be given, but is empty") }
    do {
      let network = try reference.read(context)
      _ = try network.shapes(input: network.exampleInput)
      return network
    } catch let error as NetworkError {
      throw ParameterError(key, "cannot be used: \(error)", status: error.status)
    }
  }

  /// Layers, shapes and parameters, for inputs of the experiment's size.
  ///
  /// - Throws: `NetworkError` where that size does not fit.
  func networkSummary() throws -> NetworkSummary {
    let data = parameters.data
    let input =
      data.arePages
      ? FeatureShape(height: data.height, width: data.width, channels: network.inputChannels) : network.exampleInput
    return try NetworkSummary(network, input: input)
  }

  /// Trains on every division of the examples until all is done or the session is cancelled.
  ///
  /// What has been done already with the same settings is not done again where the session resumes, and what was
  /// interrupted goes on. What was done with other settings is kept unless the session overwrites it.
  public func train(_ session: TrainingSession) throws -> TrainingOutcome {
    let folder = RecordFolder(context.resolve(parameters.output), id: parameters.id)
    try createFolders(folder.path)
    let summary = try networkSummary()
    session.message("\(parameters.id): \(parameters.title)\n\(summary)")
    try checkMemory(summary.input)
    let pool = WorkerPool(count: context.workers)
    let data = try ExperimentData(parameters.data, of: parameters, context: context, pool: pool)
    let origin = try initial.map { try sortedJSON($0.record) } ?? "fresh"
    let phaseData = try phases.compactMap(\.data).map {
      try ExperimentData($0, of: parameters, context: context, pool: pool).fingerprint
    }
    let parts = [try parameters.identity(of: phases.map(\.network)), origin, data.fingerprint] + phaseData
    let identity = parts.joined(separator: " ")
    var record = try start(folder, session, identity: identity, summary)
    // So that its checkpoints are known for whose they are, whatever ends the process.
    try folder.write(record)
    for split in data.splits {
      let done = record.runs.contains { $0.split == split.name.rawValue && $0.fold == split.fold }
      if done { continue }
      let run = ExperimentRun(
        parameters: parameters, phases: phases, initial: initial, data: data, split: split, folder: folder,
        identity: identity, context: context, pool: pool, session: session)
      guard let finished = try run.run() else {
        try folder.writeReport(record, runNames: parameters.data.runNames)
        return .interrupted(
          summary: "\(parameters.id) stopped; the same command goes on from \(folder.path), 'train' with --resume")
      }
      record.runs.append(finished)
      try folder.write(record)
      try folder.files(finished.name).discardCheckpoint()
    }
    let page = try folder.writeReport(record, runNames: parameters.data.runNames)
    return .finished(summary: "\(folder.recordPath) and \(page) written; \(Self.figures(of: record))")
  }

  /// Before examples are read, which may take a while; a run checks again with what it knows then.
  private func checkMemory(_ input: FeatureShape) throws {
    guard parameters.data.arePages else { return }
    for phase in phases {
      try MemoryCheck(parameters).check(
        TrainingMemory(
          phase.network, settings: phase.trainerSettings(steps: 1, seed: 1), input: input, batch: phase.batch,
          workers: context.workers))
    }
  }

  /// The record to add runs to: the one that is there, where it is of the same settings.
  private func start(
    _ folder: RecordFolder, _ session: TrainingSession, identity: String, _ summary: NetworkSummary
  ) throws -> ExperimentRecord {
    let fresh = ExperimentRecord(
      id: parameters.id, title: parameters.title, network: NetworkDescription(summary), data: parameters.data.name,
      loss: parameters.loss.rawValue, epochs: phases.reduce(0) { $0 + $1.epochs },
      batch: phases.last?.batch ?? parameters.batch,
      optimizer: (parameters.phases.last?.optimizer ?? parameters.optimizer).rawValue, seed: parameters.seed,
      limit: parameters.limit, report: parameters.report, identity: identity, runs: [])
    if session.overwrite {
      try folder.clear()
      return fresh
    }
    guard let known = try folder.read() else { return fresh }
    if known.runs.isEmpty, !folder.hasCheckpoints { return fresh }
    guard known.identity == identity else {
      throw FileError(
        folder.recordPath, "is of a run with other settings; --overwrite replaces it, --runs names another folder",
        status: .cannotCreate)
    }
    guard session.resume else {
      throw FileError(
        folder.recordPath, "is there already; --resume adds what is missing, --overwrite replaces it",
        status: .cannotCreate)
    }
    // What the report says and how things are called may have changed since.
    var result = fresh
    result.runs = known.runs
    return result
  }

  private static func figures(of record: ExperimentRecord) -> String {
    record.runs.map { run in
      guard let measures = run.test ?? run.validation else { return run.name }
      let figure =
        measures.accuracy.map { String(format: "accuracy %.4f", $0) }
        ?? String(format: "validation loss %.5f", measures.loss)
      return "\(run.name): \(figure)"
    }.joined(separator: ", ")
  }
}

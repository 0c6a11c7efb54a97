import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// Trains a classifier of characters with cross-entropy and writes it as a model file.
public struct ClassifierTrainingStage: TrainingStage {
  /// What a pipeline file may set.
  public typealias Parameters = ClassifierTrainingParameters

  /// "train-classifier".
  public static var name: String { "train-classifier" }
  /// What the stage does.
  public static var summary: String {
    "Trains a classifier on labelled images of characters, validates it on others and writes a model file."
  }

  private let parameters: Parameters
  private let network: NetworkSpec
  private let initial: Model?
  private let characters: [String]
  private let context: StageContext

  /// Makes the stage and reads its network and its list of characters.
  public init(_ parameters: Parameters, context: StageContext) throws {
    try parameters.check()
    self.parameters = parameters
    self.context = context
    do {
      let single = try CharacterList.read(parameters.characters, context: context)
      let none = parameters.pages.isEmpty ? [] : [PrintedCharacters.none]
      characters = single + parameters.ligatures + none
    } catch let error as any ExitStatusError {
      throw ParameterError("characters", "cannot be used: \(error)", status: error.status)
    }
    do {
      network = try NetworkFile.read(context.resolve(parameters.network))
      _ = try CharacterClassifier(
        Model(initializing: network, seed: parameters.seed), name: parameters.network, characters: characters,
        pool: WorkerPool(count: 1))
    } catch let error as any ExitStatusError {
      throw ParameterError("network", "cannot be used: \(error)", status: error.status)
    }
    do {
      initial = try parameters.initial.map { try ModelFile.read(context.resolve($0)) }
      if let initial {
        _ = try Model(network: network, tensors: initial.tensors, record: [:], file: parameters.initial ?? "")
      }
    } catch let error as NetworkError {
      throw ParameterError("initial", "cannot be started from: \(error)", status: error.status)
    }
  }

  /// A model and what it does on the images it was validated on.
  private struct Result {
    let split: ClassifierTrainingData.Split
    let model: Model
    let matrix: ConfusionMatrix
  }

  /// Trains until all steps are done, validation has ceased to become better, or the session is cancelled.
  ///
  /// The checkpoint, the log and the model stand beside one another: `NAME.checkpoint`, `NAME.jsonl` and `NAME`; in
  /// cross-validation over all folds there is a `NAME.fold1.checkpoint` and a `NAME.fold1.jsonl` for each. What an
  /// earlier run left there is kept unless the session resumes or overwrites it.
  public func train(_ session: TrainingSession) throws -> TrainingOutcome {
    let output = TrainingFiles(model: context.resolve(parameters.output))
    try output.prepare(for: session)
    let data = try ClassifierTrainingData(parameters, characters: characters, context: context)
    guard data.trainingSource.shape == network.exampleInput else {
      throw CharacterDataError(
        "\(context.resolve(parameters.pages.first ?? parameters.images)): images of \(data.trainingSource.shape), but the network "
          + "'\(network.name)' takes \(network.exampleInput)")
    }
    let files = data.splits.map { split in
      data.splits.count == 1 ? output : TrainingFiles(model: "\(output.model).fold\(split.fold ?? 0)")
    }
    for file in files {
      try file.prepare(for: session)
      if !session.resume { try file.discardCheckpoint() }
    }
    let pool = WorkerPool(count: context.workers)
    var results: [Result] = []
    for (index, split) in data.splits.enumerated() {
      let run = try self.run(index, of: data, files: files[index], pool: pool, session: session)
      guard try advance(run, split, of: data, pool: pool, session: session) else {
        return .interrupted(summary: run.interruption(of: parameters))
      }
      let model = try run.trainer.best
      let matrix = try validate(model, split, of: data, pool: pool)
      results.append(Result(split: split, model: model, matrix: matrix))
    }
    let accuracies = results.map(\.matrix.meanPerClass)
    let best = results[accuracies.firstIndex(of: accuracies.max() ?? 0) ?? 0]
    var model = best.model
    model.record = try record(of: best, among: results, data: data)
    try output.write(model)
    return .finished(summary: "\(output.model) written; \(Self.summary(of: best, among: results))")
  }

  private func run(
    _ index: Int, of data: ClassifierTrainingData, files: TrainingFiles, pool: WorkerPool, session: TrainingSession
  ) throws -> TrainingRun<ClassifierTrainingLine> {
    let trainer = try Trainer(
      network, initial: initial,
      settings: parameters.trainerSettings(loss: .crossEntropy, keepsBest: parameters.earlyStopping > 0),
      input: network.exampleInput, batch: parameters.batch, pool: pool)
    let origin = try initial.map { try sortedJSON($0.record) } ?? "fresh"
    let fold = data.splits[index].fold.map { "fold \($0)" } ?? "whole"
    let identity =
      try parameters.identity(of: network) + " \(sortedJSON(characters)) \(origin) \(fold) " + data.fingerprint
    // A fold that an interrupted run had not come to begins now.
    let resumes = session.resume && (index == 0 || files.hasCheckpoint)
    return try TrainingRun(
      trainer, files: files, identity: identity, figureName: "validation error",
      part: .init(index: index, count: data.splits.count), resumes: resumes)
  }

  private func advance(
    _ run: TrainingRun<ClassifierTrainingLine>, _ split: ClassifierTrainingData.Split, of data: ClassifierTrainingData,
    pool: WorkerPool, session: TrainingSession
  ) throws -> Bool {
    let sampler = CharacterSampler(
      data.trainingSource, indices: split.training, weighting: parameters.classWeighting,
      labelSmoothing: parameters.labelSmoothing, seed: parameters.seed)
    let stopping = EarlyStopping(patience: parameters.earlyStopping)
    return try run.run(parameters, session: session) {
      sampler.fill(step: $0, input: $1.input, target: $1.target, pool: pool)
    } isEnough: {
      stopping.isDue(after: $0)
    } validate: { model, line in
      let matrix = try validate(model, split, of: data, pool: pool)
      (line.validationAccuracy, line.validationMeanPerClass) = (matrix.accuracy, matrix.meanPerClass)
      return 1 - matrix.meanPerClass
    }
  }

  private func validate(
    _ model: Model, _ split: ClassifierTrainingData.Split, of data: ClassifierTrainingData, pool: WorkerPool
  ) throws -> ConfusionMatrix {
    let classifier = try CharacterClassifier(model, name: "the model", characters: characters, pool: pool)
    return ConfusionMatrix(classifier, on: data.validationSource, indices: split.validation)
  }

  private static func summary(of best: Result, among results: [Result]) -> String {
    let figures = String(
      format: "mean per class %.5f, accuracy %.5f", best.matrix.meanPerClass, best.matrix.accuracy)
    guard results.count > 1, let fold = best.split.fold else { return "\(figures) on \(best.matrix.count) images" }
    let means = String(
      format: "mean per class %.5f, accuracy %.5f", mean(results, \.meanPerClass), mean(results, \.accuracy))
    return "\(means), means of \(results.count) folds; its own, of fold \(fold): \(figures)"
  }

  private static func mean(_ results: [Result], _ figure: (ConfusionMatrix) -> Double) -> Double {
    results.reduce(0) { $0 + figure($1.matrix) } / Double(results.count)
  }

  /// A fold's figures in the record.
  private struct FoldFigures: Encodable {
    let fold: Int
    let accuracy: Double
    let meanPerClass: Double
  }

  /// How the model came about, for the model file. Neither times nor paths: the same run gives the same file.
  private func record(
    of best: Result, among results: [Result], data: ClassifierTrainingData
  ) throws -> [String: String] {
    var settings = parameters.withoutPaths
    settings.data = parameters.data
    settings.network = (parameters.network as NSString).lastPathComponent
    settings.initial = parameters.initial.map { ($0 as NSString).lastPathComponent }
    var record = [
      CharacterClassifier.charactersKey: try sortedJSON(characters),
      "producer": "cleanpage train", "stage": Self.name, "parameters": try sortedJSON(settings),
      "trainingImages": "\(best.split.training.count)", "validationImages": "\(best.split.validation.count)",
      "validationAccuracy": String(format: "%.6f", best.matrix.accuracy),
      "validationMeanPerClass": String(format: "%.6f", best.matrix.meanPerClass),
    ]
    if results.count > 1 {
      record["folds"] = try sortedJSON(
        results.map {
          FoldFigures(fold: $0.split.fold ?? 0, accuracy: $0.matrix.accuracy, meanPerClass: $0.matrix.meanPerClass)
        })
      record["foldsAccuracy"] = String(format: "%.6f", Self.mean(results, \.accuracy))
      record["foldsMeanPerClass"] = String(format: "%.6f", Self.mean(results, \.meanPerClass))
    }
    if let initial { record["initialModel"] = try sortedJSON(initial.record) }
    return record
  }
}

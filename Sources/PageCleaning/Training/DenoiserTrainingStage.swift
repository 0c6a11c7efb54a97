import Foundation
import Imaging
import ModelLibrary
import NeuralNetwork
import PipelineEngine

/// Trains a denoiser on crops of page pairs and writes it as a model file.
public struct DenoiserTrainingStage: TrainingStage {
  /// What a pipeline file may set.
  public typealias Parameters = DenoiserTrainingParameters

  /// "train-denoiser".
  public static var name: String { "train-denoiser" }
  /// What the stage does.
  public static var summary: String {
    "Trains a denoiser on crops of page pairs, validates it on whole pages and writes a model file."
  }

  private let parameters: Parameters
  private let network: NetworkSpec
  private let initial: Model?
  private let context: StageContext

  /// Makes the stage and reads its network.
  public init(_ parameters: Parameters, context: StageContext) throws {
    try parameters.check()
    self.parameters = parameters
    self.context = context
    let path = context.resolve(parameters.network)
    do {
      network = try NetworkFile.read(path)
      _ = try PageNetwork(Model(initializing: network, seed: parameters.seed))
    } catch let error as NetworkError {
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
    do {
      _ = try network.shapes(input: sampleShape)
    } catch {
      throw ParameterError("crop", "does not suit the network: \(error)")
    }
  }

  private var sampleShape: FeatureShape {
    FeatureShape(height: parameters.crop, width: parameters.crop, channels: 1)
  }

  /// Trains until all steps are done or the session is cancelled.
  ///
  /// The checkpoint, the log and the model stand beside one another: `NAME.checkpoint`, `NAME.jsonl` and `NAME`. What an
  /// earlier run left there is kept unless the session resumes or overwrites it.
  public func train(_ session: TrainingSession) throws -> TrainingOutcome {
    let files = TrainingFiles(model: context.resolve(parameters.output))
    try files.prepare(for: session)
    let pages = try TrainingPages(parameters, context: context)
    let pool = WorkerPool(count: context.workers)
    let sampler = try CropSampler(pages: pages, settings: parameters)
    let trainer = try Trainer(
      network, initial: initial,
      settings: parameters.trainerSettings(loss: parameters.loss, rootFloor: parameters.rootFloor), input: sampleShape,
      batch: parameters.batch, pool: pool)
    let origin = try initial.map { try sortedJSON($0.record) } ?? "fresh"
    let run = try TrainingRun<DenoiserTrainingLine>(
      trainer, files: files,
      identity: parameters.identity(of: network) + " \(origin) \(sortedJSON(pages.recipe)) " + pages.fingerprint,
      figureName: "validation RMSE", resumes: session.resume)
    let isOver = try run.run(parameters, session: session) {
      sampler.fill(step: $0, $1, pool: pool)
    } validate: { model, line in
      let figure = try pages.errors(of: model, on: pages.validation, pool: pool).pooled.root
      line.validationRMSE = figure
      if !pages.syntheticValidation.isEmpty {
        line.syntheticRMSE = try pages.errors(of: model, on: pages.syntheticValidation, pool: pool).pooled.root
      }
      return figure
    }
    guard isOver else { return .interrupted(summary: run.interruption(of: parameters)) }
    var model = try trainer.result
    model.record = try record(pages: pages, validation: trainer.validations.last)
    try files.write(model)
    let figure = trainer.validations.last.map { String(format: "%.5f", $0) } ?? "none"
    return .finished(summary: "\(files.model) written; validation RMSE \(figure) on \(pages.validation.count) pages")
  }

  /// How the model came about, for the model file. Neither times nor paths: the same run gives the same file.
  private func record(pages: TrainingPages, validation: Double?) throws -> [String: String] {
    var settings = parameters
    (settings.output, settings.noisy, settings.clean) = ("", "", "")
    (settings.synthetic, settings.papers) = (nil, [])
    settings.degradations = (settings.degradations as NSString).lastPathComponent
    settings.initial = settings.initial.map { ($0 as NSString).lastPathComponent }
    settings.network = (settings.network as NSString).lastPathComponent
    let ancestry = try initial.map { ["initialModel": try sortedJSON($0.record)] } ?? [:]
    return [
      "producer": "cleanpage train", "stage": Self.name, "parameters": try sortedJSON(settings),
      "trainingPages": "\(pages.training.count)", "validationPages": "\(pages.validation.count)",
      "syntheticPages": "\(pages.synthetic.count)", "degradations": pages.recipe.name,
      "validationRMSE": validation.map { String(format: "%.6f", $0) } ?? "none",
    ].merging(ancestry) { _, initial in initial }
  }
}

import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TestSupport

@testable import Experiments

/// A small experiment on images of strokes in a folder of its own.
struct SampleExperiment {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("net.yaml", sampleClassifierNetwork)
    try folder.write("images", SampleCharacters.images(60))
    try folder.write("labels", SampleCharacters.labels(60))
    try folder.write("other-images", SampleCharacters.images(24))
    try folder.write("other-labels", SampleCharacters.labels(24))
  }

  /// Sixty images, a fifth of which is validated on, two epochs of five steps.
  func parameters(_ change: (inout ExperimentParameters) -> Void = { _ in }) -> ExperimentParameters {
    var parameters = ExperimentParameters()
    (parameters.id, parameters.network, parameters.output) = ("X1", .file("net.yaml"), "runs")
    (parameters.data.name, parameters.data.images, parameters.data.labels) = ("strokes", "images", "labels")
    (parameters.data.characters, parameters.data.validationShare) = (SampleCharacters.names, 0.2)
    (parameters.epochs, parameters.batch, parameters.rate) = (2, 10, 0.01)
    parameters.augmentation.shift = 0.5
    change(&parameters)
    return parameters
  }

  func context(workers: Int = 2) -> StageContext { StageContext(workers: workers, baseDirectory: folder.path) }

  func stage(
    workers: Int = 2, _ change: (inout ExperimentParameters) -> Void = { _ in }
  ) throws -> ExperimentStage {
    try ExperimentStage(parameters(change), context: context(workers: workers))
  }

  func record(_ output: String = "runs", id: String = "X1") throws -> ExperimentRecord? {
    try RecordFolder(folder.path + "/" + output, id: id).read()
  }

  func model(_ name: String, of output: String = "runs") throws -> Model {
    try ModelFile.read("\(folder.path)/\(output)/X1/\(name).safetensors")
  }

  /// Cancels a session from within its own report.
  private final class SessionHolder: @unchecked Sendable {
    var session: TrainingSession?
    var reports = 0
  }

  /// A session that resumes and is stopped after so many of its own steps.
  static func session(stoppedAfter steps: Int) -> TrainingSession {
    let holder = SessionHolder()
    let session = TrainingSession(resume: true) { _ in
      holder.reports += 1
      if holder.reports == steps { holder.session?.cancel() }
    }
    holder.session = session
    return session
  }
}

extension TrainingOutcome {
  var isFinished: Bool { if case .finished = self { true } else { false } }
}

extension RunRecord {
  /// The record without what differs from one machine's moment to the next.
  var withoutTimes: RunRecord {
    var copy = self
    for phase in copy.phases.indices {
      for epoch in copy.phases[phase].epochs.indices {
        copy.phases[phase].epochs[epoch].seconds = 0
        copy.phases[phase].epochs[epoch].validationSeconds = 0
      }
    }
    return copy
  }
}

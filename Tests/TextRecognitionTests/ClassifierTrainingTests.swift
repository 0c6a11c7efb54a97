import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TestSupport
import Testing

@testable import TextRecognition

@Suite struct ClassifierTrainingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("net.yaml", sampleClassifierNetwork)
    try folder.write("images", SampleCharacters.images(60))
    try folder.write("labels", SampleCharacters.labels(60))
    try folder.write("validation-images", SampleCharacters.images(24))
    try folder.write("validation-labels", SampleCharacters.labels(24))
  }

  private func stage(
    output: String, workers: Int = 2, _ change: (inout ClassifierTrainingParameters) -> Void = { _ in }
  ) throws -> ClassifierTrainingStage {
    var parameters = ClassifierTrainingParameters()
    (parameters.network, parameters.images, parameters.labels) = ("net.yaml", "images", "labels")
    (parameters.validationImages, parameters.validationLabels) = ("validation-images", "validation-labels")
    (parameters.characters, parameters.output) = (SampleCharacters.names, output)
    (parameters.augmentation.shift, parameters.labelSmoothing, parameters.classWeighting) = (0.5, 0.1, .balanced)
    (parameters.steps, parameters.batch, parameters.rate) = (20, 12, 0.01)
    (parameters.validateEvery, parameters.logEvery, parameters.checkpointEvery) = (6, 4, 1000)
    change(&parameters)
    return try ClassifierTrainingStage(
      parameters, context: StageContext(workers: workers, baseDirectory: folder.path))
  }

  private func isFinished(_ outcome: TrainingOutcome) -> Bool {
    if case .finished = outcome { true } else { false }
  }

  private func log(_ name: String) throws -> [ClassifierTrainingLine] {
    try String(decoding: folder.read(name) ?? [], as: UTF8.self).split(separator: "\n").map {
      try JSONDecoder().decode(ClassifierTrainingLine.self, from: Data($0.utf8))
    }
  }

  private func model(_ name: String) throws -> Model {
    try ModelFile.decode(#require(folder.read(name)), file: name)
  }

  /// Cancels a session from within its own report.
  private final class SessionHolder: @unchecked Sendable { var session: TrainingSession? }

  /// A session that is stopped after a step.
  private func session(stoppedAfter step: Int) -> TrainingSession {
    let holder = SessionHolder()
    let session = TrainingSession(resume: false) { if $0.step == step { holder.session?.cancel() } }
    holder.session = session
    return session
  }

  @Test func trainingLearnsAndTheModelSaysWhatItReads() throws {
    let outcome = try stage(output: "model") { $0.steps = 150 }.train(TrainingSession(resume: false))
    #expect(isFinished(outcome))
    let figures = try log("model.jsonl").compactMap(\.validationMeanPerClass)
    #expect(figures.count == 25 && figures[24] > 0.95)
    let model = try model("model")
    #expect(model.record["characters"] == #"["-","|","/"]"#)
    #expect(model.record["trainingImages"] == "60" && model.record["validationImages"] == "24")
    #expect(model.record["validationMeanPerClass"] == String(format: "%.6f", figures[24]))
    #expect(model.record["parameters"]?.contains(folder.path) == false)
  }

  @Test func aRunThatIsStoppedAndResumedGivesTheSameFile() throws {
    #expect(try isFinished(stage(output: "whole").train(TrainingSession(resume: false))))
    #expect(try !isFinished(stage(output: "parts").train(session(stoppedAfter: 9))))
    #expect(folder.read("parts") == nil)
    #expect(try isFinished(stage(output: "parts", workers: 1).train(TrainingSession(resume: true))))
    #expect(folder.read("whole") != nil && folder.read("parts") == folder.read("whole"))
    #expect(folder.read("parts.checkpoint") == folder.read("whole.checkpoint"))
    #expect(try log("parts.jsonl").map(\.loss) == log("whole.jsonl").map(\.loss))
    #expect(throws: NetworkError.self) {
      try stage(output: "parts") { $0.labelSmoothing = 0.2 }.train(TrainingSession(resume: true))
    }
    try folder.write("labels", idxBytes([60], Array(repeating: 1, count: 60)))
    #expect(throws: NetworkError.self) { try stage(output: "parts").train(TrainingSession(resume: true)) }
  }

  @Test func crossValidationTakesEveryFoldInTurn() throws {
    func folded(_ output: String) throws -> ClassifierTrainingStage {
      try stage(output: output) {
        ($0.validationImages, $0.validationLabels, $0.folds) = (nil, nil, 3)
      }
    }
    #expect(try isFinished(folded("whole").train(TrainingSession(resume: false))))
    let record = try model("whole").record
    struct Figures: Decodable { let fold: Int, accuracy: Double, meanPerClass: Double }
    let figures = try JSONDecoder().decode([Figures].self, from: Data(#require(record["folds"]).utf8))
    #expect(figures.map(\.fold) == [1, 2, 3])
    let mean = figures.reduce(0) { $0 + $1.meanPerClass } / 3
    #expect(record["foldsMeanPerClass"] == String(format: "%.6f", mean))
    #expect(record["trainingImages"] == "40" && record["validationImages"] == "20")
    let best = try #require(figures.map(\.meanPerClass).max())
    #expect(record["validationMeanPerClass"] == String(format: "%.6f", best))
    // Stopped in the second fold and continued, it comes to the same.
    #expect(try !isFinished(folded("parts").train(session(stoppedAfter: 33))))
    #expect(try isFinished(folded("parts").train(TrainingSession(resume: true))))
    #expect(folder.read("parts") == folder.read("whole"))
    // A fold alone is the same training.
    _ = try stage(output: "second") {
      ($0.validationImages, $0.validationLabels, $0.folds, $0.fold) = (nil, nil, 3, 2)
    }.train(TrainingSession(resume: false))
    #expect(try log("second.jsonl").map(\.loss) == log("whole.fold2.jsonl").map(\.loss))
    #expect(try model("second").record["folds"] == nil)
  }

  @Test func earlyStoppingKeepsTheBestWeights() throws {
    // Steps so large that validation does not become better for long.
    func unsteady(_ output: String, steps: Int, stopping: Int) throws {
      _ = try stage(output: output) {
        ($0.schedule, $0.rate, $0.optimizer, $0.averageDecay) = (.constant, 0.3, .sgd, 0)
        ($0.steps, $0.validateEvery, $0.earlyStopping) = (steps, 1, stopping)
      }.train(TrainingSession(resume: false))
    }
    try unsteady("stopped", steps: 400, stopping: 8)
    let figures = try log("stopped.jsonl").compactMap(\.validationMeanPerClass)
    let best = try #require(figures.max())
    let place = try #require(figures.firstIndex(of: best))
    #expect(figures.count == place + 9 && figures.count < 400)
    #expect(try model("stopped").record["validationMeanPerClass"] == String(format: "%.6f", best))
    // The weights are those of a run that ends at the best validation.
    try unsteady("short", steps: place + 1, stopping: 0)
    #expect(try model("stopped").tensors == model("short").tensors)
  }

  @Test func patienceCountsFromTheFirstBest() {
    let stopping = EarlyStopping(patience: 2)
    #expect(!stopping.isDue(after: []) && !stopping.isDue(after: [3, 2, 2]) && stopping.isDue(after: [3, 2, 2, 2]))
    #expect(!stopping.isDue(after: [3, 2, 2, 1]))
    #expect(!EarlyStopping(patience: 0).isDue(after: [1, 2, 3, 4, 5]))
  }

  @Test func wrongDataAndValuesAreRefused() throws {
    func message(_ change: (inout ClassifierTrainingParameters) -> Void) -> String {
      do {
        _ = try stage(output: "x", change).train(TrainingSession(resume: false))
        return ""
      } catch let error as ParameterError { return "\(error.key) \(error.reason)" } catch { return "\(error)" }
    }
    #expect(message { $0.images = "nowhere" }.contains("nowhere"))
    #expect(message { $0.labels = "images" }.contains("images: is not an IDX file of bytes with 1 dimension"))
    #expect(message { $0.labels = "validation-labels" }.contains("24 labels"))
    #expect(message { $0.validationImages = nil }.contains("validationImages"))
    #expect(message { ($0.validationImages, $0.validationLabels) = (nil, nil) }.contains("folds"))
    #expect(message { $0.folds = 3 }.contains("validationImages"))
    #expect(message { $0.fold = 1 }.contains("needs folds"))
    #expect(
      message { ($0.validationImages, $0.validationLabels, $0.folds, $0.fold) = (nil, nil, 3, 4) }.contains("1 to 3"))
    #expect(message { ($0.validationImages, $0.validationLabels, $0.folds) = (nil, nil, 70) }.contains("too few"))
    #expect(message { $0.characters = "-|" }.contains("3 classes, but names 2 characters"))
    #expect(message { $0.characters = "none.txt" }.hasPrefix("characters"))
    #expect(message { $0.network = "none.yaml" }.contains("none.yaml"))
    #expect(message { $0.augmentation.rotate = -1 }.contains("augmentation.rotate"))
    #expect(message { $0.labelSmoothing = 1 }.contains("labelSmoothing"))
    #expect(message { $0.steps = 0 }.contains("steps"))
    #expect(message { $0.earlyStopping = -1 }.contains("earlyStopping"))
    try folder.write("validation-images", idxBytes([24, 8, 4], Array(repeating: 0, count: 24 * 32)))
    #expect(message { _ in }.contains("8×4×1, but those to train on are 8×8×1"))
    try folder.write("images", idxBytes([60, 4, 4], Array(repeating: 0, count: 60 * 16)))
    #expect(message { ($0.validationImages, $0.validationLabels, $0.folds) = (nil, nil, 3) }.contains("4×4×1"))
  }

  @Test func networksThatAreNoClassifiersAreRefused() throws {
    for (layers, part) in [
      ("{type: conv2d, name: c, filters: 3}", "classifier of images"),
      ("{type: flatten, name: f}, {type: dense, name: d, units: 3}", "softmax"),
    ] {
      let network = "name: other\ninput: {channels: 1, height: 8, width: 8}\nlayers: [\(layers)]"
      try folder.write("other.yaml", Array(network.utf8))
      do {
        _ = try stage(output: "x") { $0.network = "other.yaml" }.train(TrainingSession(resume: false))
        Issue.record("\(layers) was taken")
      } catch let error as ParameterError {
        #expect(error.reason.contains(part))
      } catch {
        #expect("\(error)".contains(part), "\(error)")
      }
    }
  }

  @Test func whatAnEarlierRunLeftIsKeptUnlessAsked() throws {
    try folder.write("sub/model", [1])
    #expect(throws: FileError.self) { try stage(output: "sub/model").train(TrainingSession(resume: false)) }
    #expect(folder.read("sub/model") == [1])
    _ = try stage(output: "sub/model").train(TrainingSession(resume: false, overwrite: true))
    #expect(folder.read("sub/model")?.count ?? 0 > 100)
    #expect(throws: NetworkError.self) { try stage(output: "none").train(TrainingSession(resume: true)) }
  }

  @Test func trainingCanStartFromAModel() throws {
    _ = try stage(output: "first") { $0.steps = 150 }.train(TrainingSession(resume: false))
    _ = try stage(output: "second") { ($0.initial, $0.steps, $0.rate) = ("first", 1, 1e-6) }
      .train(TrainingSession(resume: false))
    let figure = try #require(log("second.jsonl").last?.validationMeanPerClass)
    #expect(figure > 0.9)
    #expect(try model("second").record["initialModel"]?.contains("\\\"steps\\\":150") == true)
  }
}

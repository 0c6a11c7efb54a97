import Foundation
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TestSupport
import Testing
import TextRecognition

@testable import Experiments

@Suite struct ExperimentStageTests {
  let sample: SampleExperiment

  init() throws { sample = try SampleExperiment() }

  @Test func everyEpochIsRecorded() throws {
    let outcome = try sample.stage {
      $0.epochs = 12
      ($0.data.testImages, $0.data.testLabels) = ("other-images", "other-labels")
    }.train(TrainingSession(resume: false))
    #expect(outcome.isFinished)
    let record = try #require(try sample.record())
    let run = try #require(record.runs.first)
    #expect(record.runs.count == 1 && run.split == "random" && run.fold == nil)
    #expect(run.trainingExamples == 48 && run.validationExamples == 12 && run.testExamples == 24)
    #expect(run.epochs.map(\.epoch) == Array(1...12) && run.epochs.allSatisfy { $0.rate == 0.01 })
    #expect(run.epochs[11].training.loss < run.epochs[0].training.loss / 2)
    #expect(try #require(run.test?.accuracy) > 0.9)
    // Nothing but the last epoch's weights is kept, so its figures are those of the finished network.
    #expect(run.validation == run.epochs[11].validation)
    let confusion = try #require(run.confusion)
    #expect(confusion.examples == "test" && confusion.labels == ["-", "|", "/"])
    #expect(confusion.counts.map { $0.reduce(0, +) } == [8, 8, 8])
    let right = (0..<3).reduce(0) { $0 + confusion.counts[$1][$1] }
    #expect(run.test?.accuracy == Double(right) / 24)
    #expect(record.network.parameters == 375 && record.network.layers.count == 6)
    let files = sample.folder.files.filter { $0.hasPrefix("runs") }
    let names = ["confusion.svg", "learning-curves.svg", "random.safetensors", "record.json", "report.html"]
    #expect(files == names.map { "runs/X1/" + $0 })
    #expect(try sample.model("random").record[CharacterClassifier.charactersKey] == #"["-","|","/"]"#)
  }

  /// In the middle of an epoch, and at the end of one.
  @Test(arguments: [3, 5]) func aRunThatIsStoppedAndResumedComesToTheSame(steps: Int) throws {
    func stage(_ output: String, workers: Int = 2) throws -> ExperimentStage {
      try sample.stage(workers: workers) {
        $0.output = output
        $0.epochs = 3
        ($0.keepsBest, $0.averageDecay) = (true, 0.9)
      }
    }
    #expect(try stage("whole").train(TrainingSession(resume: false)).isFinished)
    #expect(try !stage("parts").train(SampleExperiment.session(stoppedAfter: steps)).isFinished)
    #expect(try sample.record("parts")?.runs == [])
    #expect(try stage("parts", workers: 1).train(TrainingSession(resume: true)).isFinished)
    let names = ["whole", "parts"].map { sample.folder.read("\($0)/X1/random.safetensors") }
    #expect(names[0] != nil && names[0] == names[1])
    let whole = try #require(try sample.record("whole")?.runs.first)
    let parts = try #require(try sample.record("parts")?.runs.first)
    #expect(whole.withoutTimes == parts.withoutTimes)
  }

  @Test func whatIsFinishedIsNotDoneAgainAndOthersAreNotMixed() throws {
    #expect(try sample.stage().train(TrainingSession(resume: false)).isFinished)
    let first = sample.folder.read("runs/X1/record.json")
    #expect(try sample.stage().train(TrainingSession(resume: true)).isFinished)
    #expect(sample.folder.read("runs/X1/record.json") == first)
    #expect(throws: FileError.self) { try sample.stage().train(TrainingSession(resume: false)) }
    let other = #expect(throws: FileError.self) {
      try sample.stage { $0.rate = 0.02 }.train(TrainingSession(resume: true))
    }
    #expect(other?.description.contains("other settings") == true)
    let session = TrainingSession(resume: true, overwrite: true)
    #expect(try sample.stage { $0.rate = 0.02 }.train(session).isFinished)
    #expect(try sample.record()?.runs.count == 1 && sample.folder.read("runs/X1/record.json") != first)
  }

  @Test func othersToTestOnMakeAnotherExperiment() throws {
    func stage(testing images: String, _ labels: String) throws -> ExperimentStage {
      try sample.stage { ($0.data.testImages, $0.data.testLabels) = (images, labels) }
    }
    #expect(try stage(testing: "other-images", "other-labels").train(TrainingSession(resume: false)).isFinished)
    #expect(try stage(testing: "other-images", "other-labels").train(TrainingSession(resume: true)).isFinished)
    #expect(throws: FileError.self) {
      try stage(testing: "images", "labels").train(TrainingSession(resume: true))
    }
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    for workers in [1, 3] {
      _ = try sample.stage(workers: workers) { $0.output = "by\(workers)" }.train(TrainingSession(resume: false))
    }
    #expect(try sample.model("random", of: "by1").tensors == sample.model("random", of: "by3").tensors)
  }

  @Test func foldsTakeEveryExampleOnceAndGoOnWhereTheyStopped() throws {
    func change(_ parameters: inout ExperimentParameters) {
      (parameters.data.validationShare, parameters.data.folds, parameters.epochs) = (0, 3, 1)
    }
    let pool = WorkerPool(count: 1)
    let parameters = sample.parameters(change)
    let data = try ExperimentData(parameters.data, of: parameters, context: sample.context(), pool: pool)
    #expect(data.splits.flatMap(\.validation).sorted() == Array(0..<60))
    #expect(data.splits.allSatisfy { ($0.training + $0.validation).sorted() == Array(0..<60) })
    // Four steps an epoch: it is stopped in the second fold.
    #expect(try !sample.stage(change).train(SampleExperiment.session(stoppedAfter: 6)).isFinished)
    #expect(try sample.record()?.runs.map(\.fold) == [1])
    #expect(try sample.stage(change).train(TrainingSession(resume: true)).isFinished)
    let runs = try #require(try sample.record()?.runs)
    #expect(runs.map(\.fold) == [1, 2, 3] && runs.allSatisfy { $0.trainingExamples == 40 && $0.confusion != nil })
    // Alone, a fold is the same training.
    _ = try sample.stage {
      change(&$0)
      ($0.data.fold, $0.output) = (2, "second")
    }.train(TrainingSession(resume: false))
    #expect(try sample.model("fold2", of: "second").tensors == sample.model("fold2").tensors)
  }

  @Test func earlyStoppingKeepsTheBestEpoch() throws {
    _ = try sample.stage {
      ($0.epochs, $0.rate, $0.earlyStopping, $0.keepsBest) = (60, 0.05, 2, true)
    }.train(TrainingSession(resume: false))
    let run = try #require(try sample.record()?.runs.first)
    let losses = run.epochs.map(\.validation.loss)
    let best = try #require(losses.min().flatMap(losses.firstIndex(of:)))
    #expect(losses.count < 60 && best == losses.count - 3 && run.phases[0].bestEpoch == best + 1)
    #expect(run.validation == run.epochs[best].validation)
  }

  @Test func aPlateauLowersTheRate() throws {
    _ = try sample.stage {
      ($0.epochs, $0.rate, $0.schedule) = (25, 0.3, .plateau)
      ($0.plateau.factor, $0.plateau.patience, $0.plateau.minimum) = (0.1, 1, 0.001)
    }.train(TrainingSession(resume: false))
    let run = try #require(try sample.record()?.runs.first)
    let losses = run.epochs.map(\.validation.loss)
    for (epoch, record) in run.epochs.enumerated().dropFirst() {
      let isBetter = losses[epoch - 1] < (losses.prefix(epoch - 1).min() ?? .infinity)
      let before = run.epochs[epoch - 1].rate
      #expect(abs(record.rate - (isBetter ? before : max(0.001, before * 0.1))) < 1e-9)
    }
    #expect(run.epochs.last?.rate != 0.3)
  }

  @Test func whatMemoryDoesNotSufficeForIsRefusedWithTheRemedy() throws {
    let dense = try NetworkSpec("dense", inputChannels: 1, inputSize: .init(height: 8, width: 8)) {
      Flatten().named("v")
      Dense(units: 40000).named("a")
      Dense(units: 3).named("b")
      Softmax().named("c")
    }
    let error = #expect(throws: ExperimentError.self) {
      try sample.stage { ($0.network, $0.maxMemory) = (.inline(dense), 0.03) }.train(TrainingSession(resume: false))
    }
    #expect(error?.status == .usage)
    #expect(error?.description.contains("--optimiser sgd") == true, "\(error?.description ?? "")")
    let outcome = try sample.stage {
      ($0.network, $0.maxMemory, $0.optimizer) = (.inline(dense), 0.03, .sgd)
    }.train(TrainingSession(resume: false))
    #expect(outcome.isFinished)
  }
}

import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TestSupport
import Testing

@testable import Experiments

/// Pre-training on other images, a new head, then all of it.
@Suite struct PhaseTests {
  let sample: SampleExperiment

  init() throws { sample = try SampleExperiment() }

  private func network(classes: Int) throws -> NetworkSpec {
    try NetworkSpec("net\(classes)", inputChannels: 3, inputSize: .init(height: 8, width: 8)) {
      Conv2D(filters: 5).named("body_a")
      BatchNorm(activation: .relu).named("body_b")
      MaxPool2D().named("down")
      Flatten().named("vector")
      Dense(units: classes).named("head")
      Softmax().named("classes")
    }
  }

  private func stage(_ output: String, phases: Int = 3) throws -> ExperimentStage {
    // Eight classes of the same strokes, of which three have images.
    var (before, head, all) = (PhaseParameters(), PhaseParameters(), PhaseParameters())
    (before.name, before.network, before.epochs) = ("before", .inline(try network(classes: 8)), 2)
    before.data =
      sample.parameters { parameters in
        (parameters.data.images, parameters.data.labels) = ("other-images", "other-labels")
        (parameters.data.characters, parameters.data.channels) = ("-|/abcde", 3)
      }.data
    (head.name, head.fresh, head.frozen, head.epochs) = ("head", ["head"], ["body"], 2)
    (all.name, all.rate, all.batch) = ("all", 0.001, 12)
    let three = try network(classes: 3)
    return try sample.stage {
      $0.network = .inline(three)
      ($0.data.channels, $0.output, $0.epochs) = (3, output, 1)
      $0.phases = Array([before, head, all].prefix(phases))
    }
  }

  @Test func everyPhaseDoesWhatItSays() throws {
    #expect(try stage("all").train(TrainingSession(resume: false)).isFinished)
    #expect(try stage("two", phases: 2).train(TrainingSession(resume: false)).isFinished)
    let run = try #require(try sample.record("all")?.runs.first)
    #expect(run.phases.map(\.name) == ["before", "head", "all"] && run.phases.map(\.asked) == [2, 2, 1])
    #expect(run.phases.map(\.trainingExamples) == [19, 48, 48])
    #expect(run.phases.flatMap { $0.epochs.map(\.rate) } == [0.01, 0.01, 0.01, 0.01, 0.001])
    #expect(run.confusion?.labels == ["-", "|", "/"])
    let (end, middle) = (try sample.model("random", of: "all"), try sample.model("random", of: "two"))
    #expect(end.network.nodes.last?.name == "classes" && end.tensors["head.bias"]?.shape == [3])
    // The last phase has changed everything, by little.
    #expect(end.tensors.keys.allSatisfy { end.tensors[$0] != middle.tensors[$0] })
  }

  @Test func theBodyComesFromThePhaseBefore() throws {
    // Without the phase 'all', the body is as it was pre-trained.
    #expect(try stage("two", phases: 2).train(TrainingSession(resume: false)).isFinished)
    let eight = try network(classes: 8)
    let pretraining = try sample.stage {
      $0.network = .inline(eight)
      ($0.data.images, $0.data.labels, $0.data.characters) = ("other-images", "other-labels", "-|/abcde")
      ($0.data.channels, $0.output, $0.epochs) = (3, "one", 2)
    }
    #expect(try pretraining.train(TrainingSession(resume: false)).isFinished)
    let (one, two) = (try sample.model("random", of: "one").tensors, try sample.model("random", of: "two").tensors)
    for key in two.keys where key.hasPrefix("body") { #expect(one[key] == two[key], "\(key)") }
  }

  @Test func trainingMayBeginWithAnotherModelsBody() throws {
    #expect(try stage("one", phases: 1).train(TrainingSession(resume: false)).isFinished)
    let three = try network(classes: 3)
    func retrained(fresh: [String]) throws -> ExperimentStage {
      var phase = PhaseParameters()
      (phase.fresh, phase.frozen) = (fresh, ["body"])
      return try sample.stage {
        ($0.network, $0.data.channels) = (.inline(three), 3)
        ($0.initial, $0.phases, $0.output) = ("one/X1/random.safetensors", [phase], "two")
      }
    }
    #expect(try retrained(fresh: ["head"]).train(TrainingSession(resume: false)).isFinished)
    let (one, two) = (try sample.model("random", of: "one").tensors, try sample.model("random", of: "two").tensors)
    for key in two.keys where key.hasPrefix("body") { #expect(one[key] == two[key], "\(key)") }
    let error = #expect(throws: ParameterError.self) { try retrained(fresh: []) }
    #expect(error?.key == "initial" && error?.reason.contains("head") == true)
  }

  /// In the first, second and third phase.
  @Test(arguments: [2, 7, 15]) func aRunThatIsStoppedGoesOnInItsPhase(steps: Int) throws {
    #expect(try stage("whole").train(TrainingSession(resume: false)).isFinished)
    #expect(try !stage("parts").train(SampleExperiment.session(stoppedAfter: steps)).isFinished)
    #expect(try stage("parts").train(TrainingSession(resume: true)).isFinished)
    #expect(try sample.model("random", of: "parts").tensors == sample.model("random", of: "whole").tensors)
    #expect(try sample.record("parts")?.runs.map(\.withoutTimes) == sample.record("whole")?.runs.map(\.withoutTimes))
  }

  @Test func prefixesThatNoLayerHasAreRefused() throws {
    var phase = PhaseParameters()
    phase.frozen = ["block"]
    let error = #expect(throws: ParameterError.self) { try sample.stage { $0.phases = [phase] } }
    #expect(error?.key == "phases.0.frozen" && error?.reason.contains("block") == true)
  }
}

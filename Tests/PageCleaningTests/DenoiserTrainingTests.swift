import Foundation
import ImageFiles
import Imaging
import PipelineEngine
import Randomness
import TestSupport
import Testing

@testable import NeuralNetwork
@testable import PageCleaning

@Suite struct DenoiserTrainingTests {
  /// A folder with page pairs and a network.
  private struct Workshop {
    let folder: TemporaryFolder

    init(pages: Int = 6) throws {
      folder = try TemporaryFolder()
      for page in 1...pages {
        var random = SeededRandom(seed: UInt64(page))
        let clean = GrayImage(
          width: 40, height: 32, samples: (0..<40 * 32).map { $0 % 7 < 2 ? 0 : GrayImage.white })
        var noisy = clean
        for index in noisy.samples.indices {
          noisy.samples[index] = noisy.samples[index] / 2 + UInt16(random.below(9000))
        }
        try write(noisy, "noisy/\(page).png")
        try write(clean, "clean/\(page).png")
      }
      let network = """
        name: tiny
        input: {channels: 1}
        layers:
          - {type: conv2d, name: a, filters: 4, activation: relu}
          - {type: conv2d, name: b, filters: 1, activation: sigmoid}
        """
      try folder.write("tiny.yaml", Array(network.utf8))
    }

    func write(_ image: GrayImage, _ name: String) throws {
      let writer = try ImageWriter(format: .png, options: EncodingOptions())
      try writer.append(image, bilevel: false, resolution: nil)
      try folder.write(name, writer.finish())
    }

    func stage(
      output: String, workers: Int = 2, _ change: (inout DenoiserTrainingParameters) -> Void = { _ in }
    ) throws -> DenoiserTrainingStage {
      var parameters = DenoiserTrainingParameters()
      (parameters.network, parameters.noisy, parameters.clean) = ("tiny.yaml", "noisy", "clean")
      parameters.output = output
      (parameters.modulo, parameters.trainRemainders, parameters.validateRemainders) = (3, [1, 2], [0])
      (parameters.steps, parameters.batch, parameters.crop) = (20, 3, 16)
      (parameters.validateEvery, parameters.logEvery, parameters.checkpointEvery) = (6, 4, 1000)
      change(&parameters)
      return try DenoiserTrainingStage(
        parameters, context: StageContext(workers: workers, baseDirectory: folder.path))
    }

    /// Clean pages in a folder of their own.
    func makeSynthetic(pages: Int) throws {
      for page in 1...pages {
        let clean = GrayImage(
          width: 48, height: 48, samples: (0..<48 * 48).map { ($0 + page) % 8 < 3 ? 0 : GrayImage.white })
        try write(clean, "synthetic/\(page).png")
      }
    }

    /// The batch of a step: inputs, then targets, then weights.
    func batch(
      step: Int, workers: Int = 2, _ change: (inout DenoiserTrainingParameters) -> Void = { _ in }
    ) throws -> [Float] {
      var parameters = DenoiserTrainingParameters()
      (parameters.noisy, parameters.clean, parameters.crop) = ("noisy", "clean", 16)
      change(&parameters)
      let pages = try TrainingPages(parameters, context: StageContext(workers: 1, baseDirectory: folder.path))
      let sampler = try CropSampler(pages: pages, settings: parameters)
      let count = 8 * 256
      var values = Array(repeating: Float(0), count: 2 * count + 8)
      values.withUnsafeMutableBufferPointer {
        let batch = TrainingBatch(
          input: .init(rebasing: $0[..<count]), target: .init(rebasing: $0[count..<2 * count]),
          weights: .init(rebasing: $0[(2 * count)...]))
        sampler.fill(step: step, batch, pool: WorkerPool(count: workers))
      }
      return values
    }

    func log(_ name: String) throws -> [DenoiserTrainingLine] {
      try String(decoding: folder.read(name) ?? [], as: UTF8.self).split(separator: "\n").map {
        try JSONDecoder().decode(DenoiserTrainingLine.self, from: Data($0.utf8))
      }
    }
  }

  @Test func aRunThatIsStoppedAndResumedGivesTheSameFile() throws {
    let workshop = try Workshop()
    #expect(try isFinished(workshop.stage(output: "whole").train(TrainingSession(resume: false))))

    let holder = SessionHolder()
    let stopped = TrainingSession(resume: false) { if $0.step == 9 { holder.session?.cancel() } }
    holder.session = stopped
    #expect(try !isFinished(workshop.stage(output: "parts").train(stopped)))
    #expect(workshop.folder.read("parts") == nil)
    #expect(try isFinished(workshop.stage(output: "parts", workers: 1).train(TrainingSession(resume: true))))

    #expect(workshop.folder.read("parts") == workshop.folder.read("whole"))
    #expect(workshop.folder.read("parts.checkpoint") == workshop.folder.read("whole.checkpoint"))
    let (parts, whole) = (try workshop.log("parts.jsonl"), try workshop.log("whole.jsonl"))
    #expect(parts.map(\.step) == whole.map(\.step))
    #expect(parts.map(\.loss) == whole.map(\.loss))
    #expect(parts.map(\.validationRMSE) == whole.map(\.validationRMSE))
    #expect(whole.compactMap(\.validationRMSE).count == 4)
  }

  /// Cancels a session from within its own report.
  private final class SessionHolder: @unchecked Sendable { var session: TrainingSession? }

  private func isFinished(_ outcome: TrainingOutcome) -> Bool {
    if case .finished = outcome { true } else { false }
  }

  @Test func trainingLearnsAndTheFileSaysHow() throws {
    let workshop = try Workshop()
    let stage = try workshop.stage(output: "model") {
      ($0.steps, $0.schedule, $0.rate, $0.validateEvery) = (120, .constant, 0.02, 30)
    }
    _ = try stage.train(TrainingSession(resume: false))
    let figures = try workshop.log("model.jsonl").compactMap(\.validationRMSE)
    #expect(figures.count == 4 && figures[3] < 0.5 * figures[0])
    let model = try ModelFile.decode(#require(workshop.folder.read("model")), file: "model")
    #expect(model.record["trainingPages"] == "4" && model.record["validationPages"] == "2")
    #expect(model.record["validationRMSE"] == String(format: "%.6f", figures[3]))
    #expect(model.record["parameters"]?.contains("\"steps\":120") == true)
  }

  @Test func wrongDataAndValuesAreRefused() throws {
    let workshop = try Workshop()
    func message(_ change: (inout DenoiserTrainingParameters) -> Void) -> String {
      do {
        _ = try workshop.stage(output: "x", change).train(TrainingSession(resume: false))
        return ""
      } catch let error as ParameterError { return "\(error.key) \(error.reason)" } catch { return "\(error)" }
    }
    #expect(message { $0.crop = 33 }.contains("40×32"))
    #expect(message { $0.crop = 9000 }.contains("crop"))
    #expect(message { $0.weightDecay = .nan }.contains("weightDecay"))
    #expect(message { $0.noisy = "nowhere" }.contains("nowhere"))
    #expect(message { $0.trainRemainders = [7] }.contains("remainders"))
    #expect(message { $0.steps = 0 }.contains("steps"))
    #expect(message { $0.rate = -1 }.contains("rate"))
    #expect(message { $0.network = "none.yaml" }.contains("none.yaml"))
    try workshop.write(GrayImage(width: 3, height: 3), "clean/1.png")
    #expect(message { _ in }.contains("3×3"))
    try FileManager.default.removeItem(atPath: workshop.folder.path + "/clean/2.png")
    try FileManager.default.removeItem(atPath: workshop.folder.path + "/noisy/1.png")
    #expect(message { _ in }.contains("no page '2'"))
  }

  @Test func whatAnEarlierRunLeftIsKeptUnlessAsked() throws {
    let workshop = try Workshop()
    try workshop.folder.write("sub/model", [1])
    #expect(throws: FileError.self) { try workshop.stage(output: "sub/model").train(TrainingSession(resume: false)) }
    #expect(workshop.folder.read("sub/model") == [1])
    _ = try workshop.stage(output: "sub/model").train(TrainingSession(resume: false, overwrite: true))
    #expect(workshop.folder.read("sub/model")?.count ?? 0 > 100)
    try workshop.folder.write("file", [])
    #expect(throws: FileError.self) { try workshop.stage(output: "file/model").train(TrainingSession(resume: false)) }
  }

  @Test func resumingAnotherRunIsRefused() throws {
    let workshop = try Workshop()
    _ = try workshop.stage(output: "a").train(TrainingSession(resume: false))
    #expect(throws: NetworkError.self) {
      try workshop.stage(output: "a") { $0.seed = 2 }.train(TrainingSession(resume: true))
    }
    #expect(throws: NetworkError.self) {
      try workshop.stage(output: "b").train(TrainingSession(resume: true))
    }
    var other = GrayImage(width: 40, height: 32)
    other.samples[7] = 0
    try workshop.write(other, "noisy/4.png")
    #expect(throws: NetworkError.self) {
      try workshop.stage(output: "a").train(TrainingSession(resume: true))
    }
  }

  @Test func resumingOnOtherPapersIsRefused() throws {
    let workshop = try Workshop()
    try workshop.makeSynthetic(pages: 21)
    func stage() throws -> DenoiserTrainingStage {
      try workshop.stage(output: "a") {
        ($0.synthetic, $0.syntheticShare, $0.papers) = ("synthetic", 0.5, ["paper.png"])
      }
    }
    try workshop.write(GrayImage(width: 40, height: 32), "paper.png")
    _ = try stage().train(TrainingSession(resume: false))
    _ = try stage().train(TrainingSession(resume: true))
    var other = GrayImage(width: 40, height: 32)
    other.samples[7] = 0
    try workshop.write(other, "paper.png")
    #expect(throws: NetworkError.self) { try stage().train(TrainingSession(resume: true)) }
  }

  @Test func cropsFollowFromSeedStepAndPlace() throws {
    let workshop = try Workshop()
    // Input and target are the same crop: where the target is ink, the input is dark.
    let values = try workshop.batch(step: 5) { $0.darkening = 0 }
    let count = (values.count - 8) / 2
    for index in 0..<count { #expect((values[count + index] < 0.5) == (values[index] < 0.3)) }
    #expect(values.suffix(8) == [1, 1, 1, 1, 1, 1, 1, 1])
    try workshop.makeSynthetic(pages: 5)
    func batch(step: Int, seed: UInt64 = 1, workers: Int = 2) throws -> [Float] {
      try workshop.batch(step: step, workers: workers) {
        ($0.seed, $0.synthetic, $0.syntheticShare, $0.degradedShare) = (seed, "synthetic", 0.4, 0.3)
        ($0.scaledShare, $0.scales, $0.syntheticWeight) = (0.5, [0.5, 2], 0.25)
      }
    }
    #expect(try batch(step: 3) == batch(step: 3, workers: 1))
    #expect(try batch(step: 3) != batch(step: 4))
    #expect(try batch(step: 3) != batch(step: 3, seed: 2))
    #expect(try batch(step: 3).allSatisfy { (0...1).contains($0) })
    #expect(try Set((3..<9).flatMap { try batch(step: $0).suffix(8) }) == [0.25, 1])
  }

  @Test func cleanPagesThatAreDegradedCanBeTrainedOn() throws {
    let workshop = try Workshop()
    try workshop.makeSynthetic(pages: 21)
    let stage = try workshop.stage(output: "model") {
      ($0.synthetic, $0.syntheticShare, $0.degradedShare) = ("synthetic", 0.5, 0.2)
      ($0.steps, $0.schedule, $0.rate, $0.validateEvery) = (120, .constant, 0.02, 30)
    }
    _ = try stage.train(TrainingSession(resume: false))
    let log = try workshop.log("model.jsonl")
    let figures = log.compactMap(\.syntheticRMSE)
    #expect(figures.count == 4 && figures[3] < figures[0])
    let model = try ModelFile.decode(#require(workshop.folder.read("model")), file: "model")
    #expect(model.record["syntheticPages"] == "19" && model.record["degradations"] == "everything")
  }

  @Test func trainingCanStartFromAModel() throws {
    let workshop = try Workshop()
    _ = try workshop.stage(output: "first") { ($0.steps, $0.schedule, $0.rate) = (120, .constant, 0.02) }
      .train(TrainingSession(resume: false))
    _ = try workshop.stage(output: "second") {
      ($0.initial, $0.steps, $0.validateEvery, $0.rate) = ("first", 1, 1, 1e-6)
    }.train(TrainingSession(resume: false))
    let (first, second) = (try workshop.log("first.jsonl"), try workshop.log("second.jsonl"))
    let figures = (first.compactMap(\.validationRMSE).last, second.compactMap(\.validationRMSE).last)
    #expect(try abs(#require(figures.0) - #require(figures.1)) < 0.01)
    let model = try ModelFile.decode(#require(workshop.folder.read("second")), file: "second")
    #expect(model.record["initialModel"]?.contains("\\\"steps\\\":120") == true)
    let network = "name: other\ninput: {channels: 1}\nlayers: [{type: conv2d, name: c, filters: 1}]"
    try workshop.folder.write("other.yaml", Array(network.utf8))
    #expect(throws: ParameterError.self) {
      try workshop.stage(output: "third") { ($0.initial, $0.network) = ("first", "other.yaml") }
    }
  }

  @Test func wrongSharesAndRecipesAreRefused() throws {
    let workshop = try Workshop()
    try workshop.makeSynthetic(pages: 2)
    func message(_ change: (inout DenoiserTrainingParameters) -> Void) -> String {
      do {
        _ = try workshop.stage(output: "x", change).train(TrainingSession(resume: false))
        return ""
      } catch let error as ParameterError { return "\(error.key) \(error.reason)" } catch { return "\(error)" }
    }
    #expect(message { ($0.synthetic, $0.syntheticShare, $0.degradedShare) = ("synthetic", 0.7, 0.4) }.contains("1"))
    #expect(message { $0.scaledShare = 2 }.contains("scaledShare"))
    #expect(message { $0.scales = [2, 1] }.contains("scales"))
    #expect(message { $0.synthetic = "nowhere" }.contains("nowhere"))
    #expect(message { ($0.degradedShare, $0.degradations) = (0.5, "none.yaml") }.contains("none.yaml"))
    #expect(message { ($0.synthetic, $0.crop) = ("synthetic", 32) }.contains("synthetic") == false)
  }
}

import ImageFiles
import Imaging
import NeuralNetwork
import PageCleaning
import PipelineEngine
import TestSupport
import Testing
import TextRecognition

@testable import Experiments

@Suite struct ExampleTests {
  let sample: SampleExperiment
  private let pool = WorkerPool(count: 2)

  init() throws { sample = try SampleExperiment() }

  private func images(_ task: ImageExamples.Task, channels: Int = 1, stream: UInt64 = 0) throws -> ImageExamples {
    ImageExamples(
      try LabelledCharacters(
        images: sample.folder.path + "/images", labels: sample.folder.path + "/labels",
        characters: SampleCharacters.names.map(String.init)), task: task, channels: channels, stream: stream)
  }

  private func example(
    _ source: any ExampleSource, _ index: Int, _ draw: ExampleDraw? = nil
  ) -> (input: [Float], target: [Float]) {
    var input = [Float](repeating: -1, count: source.inputShape.count)
    var target = [Float](repeating: -1, count: source.targetShape.count)
    input.withUnsafeMutableBufferPointer { input in
      target.withUnsafeMutableBufferPointer { source.write(index, draw: draw, input: input, target: $0) }
    }
    return (input, target)
  }

  @Test func classesAreTargetsAndGrayIsRepeated() throws {
    let gray = example(try images(.classification), 4)
    #expect(gray.target == [0, 1, 0])
    let colour = example(try images(.classification, channels: 3), 4)
    #expect(colour.input == gray.input.flatMap { [$0, $0, $0] })
  }

  @Test func noiseIsTheSameAtEveryTimeAndOfTheStatedSize() throws {
    let source = try images(.reconstruction(noise: 0.1, seed: 3))
    let (first, again) = (example(source, 7), example(source, 7))
    let clean = example(try images(.reconstruction(noise: 0, seed: 3)), 7)
    #expect(first.input == again.input && first.target == clean.input && clean.input == clean.target)
    #expect(first.input.allSatisfy { (0...1).contains($0) } && first.input != clean.input)
    let other = example(try images(.reconstruction(noise: 0.1, seed: 3), stream: 1), 7)
    #expect(other.input != first.input)
    let light = (0..<60).flatMap { index -> [Double] in
      let noisy = example(source, index)
      // Strokes of these grays are three deviations or more from white, so that next to nothing is clipped.
      return zip(noisy.input, noisy.target).filter { $0.1 > 0.6 && $0.1 < 0.7 }.map { Double($0.0 - $0.1) }
    }
    let deviation = (light.reduce(0) { $0 + $1 * $1 } / Double(light.count)).squareRoot()
    #expect(light.count > 50 && abs(deviation - 0.1) < 0.02)
  }

  @Test func changesFollowFromTheEpochAndStayOutOfTheTarget() throws {
    var distortion = CharacterDistortion()
    distortion.shift = 2
    let source = try images(.classification)
    func drawn(_ epoch: Int) -> [Float] {
      example(source, 5, ExampleDraw(seed: 1, epoch: epoch, distortion: distortion)).input
    }
    #expect(drawn(0) == drawn(0) && drawn(0) != drawn(1) && drawn(0) != example(source, 5).input)
  }

  private func writePages() throws {
    for page in 1...12 {
      for (name, ink) in [("noisy", UInt8(60 + page)), ("clean", UInt8(20 + page))] {
        let pixels = (0..<20 * 10).map { UInt8($0 / 20 < 5 ? ink : 255) }
        try sample.folder.write("\(name)/\(page).pgm", Array("P5\n20 10\n255\n".utf8) + pixels)
      }
    }
  }

  private func pages(_ change: (inout ExperimentParameters) -> Void = { _ in }) throws -> ExperimentParameters {
    try writePages()
    return sample.parameters {
      $0.data = DataParameters()
      ($0.data.noisy, $0.data.clean, $0.data.height, $0.data.width) = ("noisy", "clean", 16, 20)
      ($0.data.validationShare, $0.data.modulo) = (0.25, 3)
      ($0.loss, $0.augmentation) = (.meanSquaredError, CharacterDistortion())
      change(&$0)
    }
  }

  @Test func pagesAreDividedBothWays() throws {
    let parameters = try pages()
    let data = try ExperimentData(parameters.data, of: parameters, context: sample.context(), pool: pool)
    #expect(data.splits.map(\.name) == [.random, .trva])
    #expect(data.splits[0].training.count == 9 && data.splits[0].validation.count == 3)
    #expect((data.splits[0].training + data.splits[0].validation).sorted() == Array(0..<12))
    // Pages in the order of their numbers: TR leaves 2 modulo 3, VA nothing.
    #expect(data.splits[1].training.sorted() == [1, 4, 7, 10] && data.splits[1].validation.sorted() == [2, 5, 8, 11])
    let one = try pages { $0.splits = [.trva] }
    #expect(
      try ExperimentData(one.data, of: one, context: sample.context(), pool: pool).splits == [data.splits[1]])
  }

  @Test func pagesAreResampledToOneSize() throws {
    let parameters = try pages()
    let source = try ExperimentData(parameters.data, of: parameters, context: sample.context(), pool: pool)
      .trainingSource
    #expect(source.inputShape == FeatureShape(height: 16, width: 20, channels: 1))
    let page = example(source, 0)
    #expect(abs(page.input[0] - 61.0 / 255) < 1e-4 && abs(page.target[0] - 21.0 / 255) < 1e-4)
    #expect(abs(page.input[15 * 20] - 1) < 1e-4)
    // Between ink and paper it is between the two.
    #expect(page.input[8 * 20] > 0.3 && page.input[8 * 20] < 0.95 || page.input[7 * 20] > 0.3)
  }

  @Test func cleanedPagesAreRecordedWithPictures() throws {
    let network = try NetworkSpec("page", inputChannels: 1) {
      Conv2D(filters: 4, activation: .relu).named("a")
      Conv2D(filters: 1, activation: .sigmoid).named("b")
    }
    let parameters = try pages {
      ($0.network, $0.strips, $0.epochs, $0.batch) = (.inline(network), 2, 3, 4)
    }
    let stage = try ExperimentStage(parameters, context: sample.context())
    #expect(try stage.train(TrainingSession(resume: false)).isFinished)
    let runs = try #require(try sample.record()?.runs)
    #expect(runs.map(\.split) == ["random", "trva"] && runs.allSatisfy { $0.confusion == nil && $0.strips.count == 2 })
    for run in runs {
      let measures = try #require(run.validation)
      // The loss is the mean squared error, and the root is of it.
      #expect(abs(try #require(measures.meanSquaredError) - measures.loss) < 1e-9)
      #expect(abs(try #require(measures.rootMeanSquaredError) - measures.loss.squareRoot()) < 1e-9)
      let training = try #require(run.epochs.first?.training)
      #expect(abs(try #require(training.meanSquaredError) - training.loss) < 1e-6)
      for strip in run.strips {
        let bytes = try #require(sample.folder.read("runs/X1/" + strip.file))
        let image = try #require(try ImageReader(bytes: bytes, name: strip.file).nextPage()).raster
        #expect(image.width == 3 * 20 + 2 * 4 && image.height == 16 && strip.panels == ["noisy", "cleaned", "target"])
      }
    }
  }
}

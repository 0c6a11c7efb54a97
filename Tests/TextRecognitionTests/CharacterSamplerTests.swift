import NeuralNetwork
import Randomness
import TestSupport
import Testing

@testable import TextRecognition

@Suite struct CharacterSamplerTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func source(
    _ labels: [UInt8], _ change: (inout CharacterDistortion) -> Void = { _ in }
  ) throws -> LabelledCharacters {
    var distortion = CharacterDistortion()
    change(&distortion)
    return try LabelledCharacters(
      images: folder.write("images", SampleCharacters.images(labels.count)),
      labels: folder.write("labels", idxBytes([labels.count], labels)), characters: ["-", "|", "/"],
      distortion: distortion)
  }

  private func batch(
    _ sampler: CharacterSampler, step: Int, workers: Int = 2, count: Int = 16
  ) -> (input: [Float], target: [Float]) {
    var input = Array(repeating: Float(-1), count: count * 64)
    var target = Array(repeating: Float(-1), count: count * 3)
    input.withUnsafeMutableBufferPointer { input in
      target.withUnsafeMutableBufferPointer { target in
        sampler.fill(step: step, input: input, target: target, pool: WorkerPool(count: workers))
      }
    }
    return (input, target)
  }

  @Test func batchesFollowFromSeedStepAndPlace() throws {
    let source = try source((0..<30).map(SampleCharacters.label)) { ($0.rotate, $0.shift, $0.blur) = (10, 1, 0.5) }
    func sampler(seed: UInt64) -> CharacterSampler {
      CharacterSampler(source, indices: Array(0..<30), weighting: .balanced, labelSmoothing: 0.1, seed: seed)
    }
    let (input, target) = batch(sampler(seed: 1), step: 3)
    #expect(batch(sampler(seed: 1), step: 3, workers: 1) == (input, target))
    #expect(batch(sampler(seed: 1), step: 4).input != input)
    #expect(batch(sampler(seed: 2), step: 3).input != input)
    #expect(input.allSatisfy { (0...1).contains($0) })
  }

  @Test func targetsAreProbabilitiesThatNameTheClass() throws {
    let source = try source((0..<30).map(SampleCharacters.label))
    let sampler = CharacterSampler(
      source, indices: Array(0..<30), weighting: .none, labelSmoothing: 0.3, seed: 1)
    let (input, target) = batch(sampler, step: 0)
    for sample in 0..<16 {
      let row = target[sample * 3..<(sample + 1) * 3].sorted()
      #expect(abs(row[0] - 0.1) < 1e-6 && abs(row[1] - 0.1) < 1e-6 && abs(row[2] - 0.8) < 1e-6)
      // The image is one of the source's, and of the class that the target names.
      let label = target[sample * 3..<(sample + 1) * 3].firstIndex { $0 > 0.5 }.map { $0 - sample * 3 }
      let matches = (0..<30).filter { index in
        var image = Array(repeating: Float(0), count: 64)
        image.withUnsafeMutableBufferPointer { source.read(index, into: $0) }
        return image == Array(input[sample * 64..<(sample + 1) * 64])
      }
      #expect(!matches.isEmpty && matches.allSatisfy { source.labels[$0] == label })
    }
  }

  static let shares: [(ClassWeighting, [Double])] = [
    (.none, [0.5, 0.32, 0.18]), (.balanced, [0.3333, 0.3333, 0.3333]), (.squareRoot, [0.4167, 0.3333, 0.25]),
  ]

  @Test(arguments: shares)
  func classesAreDrawnByTheirWeights(weighting: ClassWeighting, shares: [Double]) throws {
    let labels = [(50, UInt8(0)), (32, 1), (18, 2)].flatMap { Array(repeating: $0.1, count: $0.0) }
    let source = try source(labels)
    let sampler = CharacterSampler(source, indices: Array(0..<100), weighting: weighting, labelSmoothing: 0, seed: 1)
    var random = SeededRandom(seed: 4)
    var drawn = Array(repeating: 0, count: 100)
    for _ in 0..<20_000 { drawn[sampler.drawIndex(&random)] += 1 }
    for (label, share) in shares.enumerated() {
      let count = labels.indices.filter { labels[$0] == label }.reduce(0) { $0 + drawn[$1] }
      #expect(abs(Double(count) / 20_000 - share) < 0.015, "\(label)")
    }
    #expect(drawn.allSatisfy { $0 > 0 })
  }

  @Test func onlyTheGivenImagesAreDrawn() throws {
    let source = try source((0..<30).map(SampleCharacters.label))
    let sampler = CharacterSampler(source, indices: [4, 7, 12], weighting: .balanced, labelSmoothing: 0, seed: 1)
    var random = SeededRandom(seed: 4)
    #expect(Set((0..<200).map { _ in sampler.drawIndex(&random) }) == [4, 7, 12])
  }

  @Test func imagesOfUnknownLabelsAreLeftOut() throws {
    let source = try source([2, 255, 0, 255, 1])
    #expect(source.labels == [2, 0, 1])
    let whole = try self.source([2, 0, 0, 0, 1])
    for (index, place) in [0, 2, 4].enumerated() {
      var (left, right) = (Array(repeating: Float(0), count: 64), Array(repeating: Float(0), count: 64))
      left.withUnsafeMutableBufferPointer { source.read(index, into: $0) }
      right.withUnsafeMutableBufferPointer { whole.read(place, into: $0) }
      #expect(left == right)
    }
    #expect(source.fingerprint != whole.fingerprint)
    #expect(throws: CharacterDataError.self) { try self.source([255, 255]) }
    #expect(throws: CharacterDataError.self) { try self.source([0, 3]) }
  }
}

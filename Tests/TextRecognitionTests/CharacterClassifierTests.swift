import ModelLibrary
import NeuralNetwork
import Randomness
import TestSupport
import Testing

@testable import TextRecognition

@Suite struct CharacterClassifierTests {
  private func model(characters: String? = #"["-","|","/"]"#) throws -> Model {
    let network = try NetworkFile.decode(String(decoding: sampleClassifierNetwork, as: UTF8.self), file: "net")
    var model = try Model(initializing: network, seed: 5)
    model.record["characters"] = characters
    return model
  }

  private func images(_ count: Int) -> [Float] {
    var random = SeededRandom(seed: 9)
    return (0..<count * 64).map { _ in Float(random.uniform()) }
  }

  @Test(arguments: [0, 1, 7, 8, 9, 63, 64, 65, 150]) func everyImageGetsItsOwnProbabilities(count: Int) throws {
    let classifier = try CharacterClassifier(model(), name: "m", pool: WorkerPool(count: 2))
    let single = try CharacterClassifier(model(), name: "m", pool: WorkerPool(count: 1))
    #expect(classifier.characters == ["-", "|", "/"])
    let images = images(count)
    let result = classifier.probabilities(of: images)
    #expect(result.count == 3 * count)
    for index in 0..<count {
      let row = Array(result[index * 3..<index * 3 + 3])
      #expect(abs(row.reduce(0, +) - 1) < 1e-5)
      let alone = single.probabilities(of: Array(images[index * 64..<(index + 1) * 64]))
      #expect(zip(row, alone).allSatisfy { abs($0 - $1) < 1e-5 })
    }
  }

  @Test func severalThreadsMayUseItAtOnce() async throws {
    let classifier = try CharacterClassifier(model(), name: "m", pool: WorkerPool(count: 2))
    let images = images(70)
    let expected = classifier.probabilities(of: images)
    let results = await withTaskGroup(of: [Float].self) { group in
      for _ in 0..<6 { group.addTask { classifier.probabilities(of: images) } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.count == 6 && results.allSatisfy { $0 == expected })
  }

  @Test func modelsThatDoNotSayWhatTheyReadAreRefused() throws {
    for (characters, part) in [
      (nil, "does not say which characters"), ("[1]", "is damaged"), (#"["a"]"#, "3 classes, but names 1 characters"),
    ] {
      let error = try #require(
        #expect(throws: CharacterDataError.self) {
          try CharacterClassifier(model(characters: characters), name: "m.safetensors", pool: WorkerPool(count: 1))
        })
      #expect("\(error)".hasPrefix("m.safetensors: ") && "\(error)".contains(part), "\(error)")
    }
    var denoiser = try ShippedModels.model("default")
    denoiser.record["characters"] = #"["a"]"#
    #expect(throws: CharacterDataError.self) {
      try CharacterClassifier(denoiser, name: "default", pool: WorkerPool(count: 1))
    }
  }
}

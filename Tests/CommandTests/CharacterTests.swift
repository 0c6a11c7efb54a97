import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// `train-classifier` and `cleanpage evaluate characters` as a user runs them.
@Suite struct CharacterTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try writeClassifierFiles(to: folder)
  }

  private func evaluate(_ arguments: [String]) throws -> Command.Outcome {
    try Command.run(
      ["evaluate", "characters", "--images", "i.gz", "--labels", "l.gz", "--model", "classifier"]
        + arguments, in: folder)
  }

  @Test func aTrainedClassifierCanBeMeasured() throws {
    let trained = try Command.run(["train", "train-classifier.yaml", "--set", "steps=150"], in: folder)
    #expect(trained.status == 0 && trained.output.isEmpty && trained.messages.contains("mean per class"))
    let outcome = try evaluate(["--confusion", "confusion.csv", "--picture", "confusion.png"])
    #expect(outcome.status == 0 && outcome.messages.isEmpty, "\(outcome.messages)")
    let figures = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map {
      $0.split(separator: " ")
    }
    #expect(figures.map { $0[0] } == ["images", "accuracy", "mean_per_class"])
    let accuracy = try #require(Double(figures[1][1]))
    #expect(figures[0][1] == "24" && accuracy > 0.9)

    let table = String(decoding: folder.read("confusion.csv") ?? [], as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    #expect(table.map { $0[0] } == ["truth", "-", "|", "/"] && table[0] == ["truth", "-", "|", "/"])
    let counts = table[1...].map { $0[1...].compactMap(Int.init) }
    #expect(counts.allSatisfy { $0.reduce(0, +) == 8 })
    let right = counts.indices.reduce(0) { $0 + counts[$1][$1] }
    #expect(abs(Double(right) / 24 - accuracy) < 1e-4)

    let picture = try #require(
      ImageReader(bytes: folder.read("confusion.png") ?? [], name: "picture").nextPage().map { GrayImage($0.raster) })
    #expect(picture.width == picture.height)
    let middle = picture.width / 6
    #expect(picture.samples[middle * picture.width + middle] < GrayImage.white / 4)

    #expect(try evaluate(["--picture", "confusion.svg"]).status == 0)
    let chart = try XMLElement.read(String(decoding: folder.read("confusion.svg") ?? [], as: UTF8.self))
    #expect(["-", "|", "/"].allSatisfy { label in chart.all("text").count { $0.text == label } == 2 })
    #expect(chart.all("chart-on-cell").contains { Int($0.text) == counts[0][0] })

    let lines = try evaluate(["--csv"])
    let rows = String(decoding: lines.output, as: UTF8.self).split(separator: "\n")
    #expect(rows.count == 4 && rows[0].hasPrefix("character,images,right") && rows[1].hasPrefix("-,8,"))
  }

  @Test func whatIsWrongIsSaidInASentence() throws {
    _ = try Command.run(["train", "train-classifier.yaml"], in: folder)
    try folder.write("l.gz", SampleCharacters.labels(23))
    let misfit = try evaluate([])
    #expect(misfit.status == 65 && misfit.output.isEmpty && misfit.messages.contains("l.gz: has 23 labels"))
    try folder.write("l.gz", idxBytes([24], Array(repeating: 7, count: 24)))
    #expect(try evaluate([]).messages.contains("label 7 of image 1 is no class"))
    try folder.write("l.gz", SampleCharacters.labels(24))
    try folder.write("confusion.csv", [1])
    #expect(try evaluate(["--confusion", "confusion.csv"]).status == 73)
    #expect(try evaluate(["--confusion", "same", "--picture", "same"]).status == 64)
    #expect(try evaluate(["--confusion", "confusion.csv", "--overwrite"]).status == 0)
    let cleaner = try Command.run(
      ["evaluate", "characters", "--images", "i.gz", "--labels", "l.gz", "--model", "default"], in: folder)
    #expect(cleaner.status == 65 && cleaner.messages.contains("which characters it tells apart"))
    let missing = try Command.run(
      ["evaluate", "characters", "--images", "none", "--labels", "l.gz", "--model", "classifier"],
      in: folder)
    #expect(missing.status == 66 && missing.messages.contains("none"))
  }

  @Test func wrongTrainingFilesAreOneErrorWithTheLine() throws {
    let outcome = try Command.run(
      ["train", "train-classifier.yaml", "--set", "augmentation.rotate=400"], in: folder)
    #expect(outcome.status == 64 && outcome.messages.contains("augmentation.rotate"))
    let text = String(decoding: folder.read("train-classifier.yaml") ?? [], as: UTF8.self)
    try folder.write("wrong.yaml", Array(text.replacingOccurrences(of: "shift:", with: "shfit:").utf8))
    let wrong = try Command.run(["train", "wrong.yaml"], in: folder)
    #expect(wrong.status == 64 && wrong.messages.contains("did you mean 'shift'?"), "\(wrong.messages)")
    let none = try Command.run(
      ["train", "train-classifier.yaml", "--set", "validationImages=null", "--set", "validationLabels=null"], in: folder
    )
    #expect(none.status == 64 && none.messages.contains("folds"))
  }
}

/// Labelled images, a network and a pipeline file that trains it on them in a moment.
func writeClassifierFiles(to folder: TemporaryFolder) throws {
  try folder.write("classifier.yaml", sampleClassifierNetwork)
  try folder.write("i.gz", SampleCharacters.images(24))
  try folder.write("l.gz", SampleCharacters.labels(24))
  try folder.write(
    "train-classifier.yaml",
    Array(
      """
      stages:
        - train-classifier:
            network: classifier.yaml
            images: i.gz
            labels: l.gz
            validationImages: i.gz
            validationLabels: l.gz
            characters: "\(SampleCharacters.names)"
            augmentation: {shift: 0.5}
            output: classifier
            steps: 2
            batch: 12
            rate: 0.01
      """.utf8))
}

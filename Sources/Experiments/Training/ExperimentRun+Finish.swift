import Foundation
import ImageFiles
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import TextRecognition

extension ExperimentRun {
  /// Judges the network that is kept, and writes it and pictures of what it does.
  func finish(
    _ trainer: Trainer, on examples: ExperimentData, _ split: ExperimentData.Split, _ record: RunRecord
  ) throws -> RunRecord {
    var record = record
    var model = trainer.settings.keepsBest ? trainer.currentBest : trainer.current
    let evaluator = ExampleEvaluator(source: examples.validationSource, loss: parameters.loss, pool: pool)
    let validation = try evaluator.evaluate(model, on: split.validation)
    record.validation = validation.measures
    var judged = (name: "validation", confusion: validation.confusion)
    if let test = examples.testSource {
      let indices = Array((0..<test.count).prefix(parameters.limit == 0 ? test.count : parameters.limit))
      let result = try ExampleEvaluator(source: test, loss: parameters.loss, pool: pool).evaluate(model, on: indices)
      (record.test, record.testExamples) = (result.measures, indices.count)
      judged = ("test", result.confusion)
    }
    if !judged.confusion.isEmpty {
      record.confusion = ConfusionRecord(
        examples: judged.name, labels: examples.trainingSource.classes, counts: judged.confusion)
    } else {
      record.strips = try writeStrips(evaluator, model, split, run: record.name)
    }
    if parameters.writesModel {
      model.record = try modelRecord(record, classes: examples.trainingSource.classes)
      try folder.files(record.name).write(model)
    }
    return record
  }

  private func writeStrips(
    _ evaluator: ExampleEvaluator, _ model: Model, _ split: ExperimentData.Split, run: String
  ) throws -> [StripRecord] {
    let source = evaluator.source
    let chosen = Array(split.validation.prefix(parameters.strips))
    let isNoisy = parameters.data.arePages || parameters.noise > 0
    let panels = isNoisy ? ["noisy", "cleaned", "target"] : ["input", "output", "target"]
    return try evaluator.outputs(of: model, on: chosen).enumerated().map { place, example in
      let file = "\(run)-strip\(place + 1).png"
      let strip = ImagePanels([
        (example.input, source.inputShape), (example.output, source.targetShape), (example.target, source.targetShape),
      ])
      let writer = try ImageWriter(format: .png, name: file)
      try writer.append(strip.image, bilevel: false, resolution: nil)
      try AtomicFile.write(writer.finish(), to: folder.path + "/" + file, replacing: true)
      let error = example.output.withUnsafeBufferPointer { output in
        example.target.withUnsafeBufferPointer { meanSquare(output, $0) }
      }
      return StripRecord(file: file, panels: panels, meanSquaredError: error)
    }
  }

  /// How the model came about, for the model file. Neither times nor paths: the same run gives the same file.
  private func modelRecord(_ record: RunRecord, classes: [String]) throws -> [String: String] {
    var result = [
      "producer": "cleanpage experiment", "experiment": parameters.id, "split": record.name,
      "settings": identity, "trainingExamples": "\(record.trainingExamples)",
      "validationExamples": "\(record.validationExamples)", "epochs": "\(record.epochs.count)",
      "validationLoss": record.validation.map { String(format: "%.6f", $0.loss) } ?? "none",
    ]
    if let accuracy = record.validation?.accuracy { result["validationAccuracy"] = String(format: "%.6f", accuracy) }
    if !classes.isEmpty { result[CharacterClassifier.charactersKey] = try sortedJSON(classes) }
    return result
  }
}

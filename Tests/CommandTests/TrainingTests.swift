import Foundation
import TestSupport
import Testing

/// `cleanpage train` as a user runs it.
@Suite struct TrainingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for page in 1...4 {
      try folder.write("noisy/\(page).pgm", graymap(width: 24, height: 20, value: UInt8(40 * page)))
      try folder.write("clean/\(page).pgm", graymap(width: 24, height: 20, value: 255))
    }
    try folder.write("net.yaml", tinyNetwork)
    try folder.write(
      "train.yaml",
      Array(
        """
        stages:
          - train-denoiser:
              network: net.yaml
              noisy: noisy
              clean: clean
              modulo: 2
              trainRemainders: [0]
              validateRemainders: [1]
              output: out/model.safetensors
              steps: 40
              batch: 2
              crop: 16
              validateEvery: 20
        """.utf8))
  }

  @Test func aTrainedModelCanBeUsed() throws {
    let trained = try Command.run(["train", "train.yaml"], in: folder)
    #expect(trained.status == 0 && trained.output.isEmpty)
    #expect(trained.messages.contains("validation RMSE"))
    #expect(folder.files.contains("out/model.safetensors.jsonl"))
    let cleaned = try Command.run(["--model", "out/model.safetensors"], input: graymap(), in: folder)
    #expect(cleaned.status == 0 && cleaned.output.count == graymap().count && cleaned.output != graymap())
    let inspected = try Command.run(["inspect", "out/model.safetensors"], in: folder)
    #expect(String(decoding: inspected.output, as: UTF8.self).contains("validationPages: 2"))
  }

  /// Ctrl-C after the first line of the log; the run then goes on to what it would have been.
  @Test func ctrlCSavesAndResumeContinuesBitForBit() throws {
    let settings = "--set steps=20000 --set logEvery=100 --set validateEvery=20000"
    let interrupted = try Command.shell(
      """
      "$0" train train.yaml \(settings) & pid=$!
      while [ ! -s out/model.safetensors.jsonl ] && kill -0 $pid; do sleep 0.01; done
      kill -INT $pid; wait $pid
      """, [Command.executable.path], in: folder)
    #expect(interrupted.status == 130)
    #expect(interrupted.messages.contains("--resume"))
    #expect(folder.read("out/model.safetensors") == nil)
    let resumed = try Command.shell(
      "\"$0\" train train.yaml --resume \(settings)", [Command.executable.path], in: folder)
    #expect(resumed.status == 0)
    let whole = try Command.shell(
      "\"$0\" train train.yaml \(settings) --set output=out/whole.safetensors", [Command.executable.path], in: folder)
    #expect(whole.status == 0)
    #expect(folder.read("out/whole.safetensors") != nil)
    #expect(folder.read("out/model.safetensors") == folder.read("out/whole.safetensors"))
  }

  /// What a recipe says has no order, and must not seem to be another recipe in another process.
  @Test func aRunWithARecipeCanBeResumedByAnotherProcess() throws {
    try folder.write(
      "recipe.yaml",
      Array("steps: [{type: stain, probability: 1, count: [1, 2], diameter: [1, 4], ring: 0, raggedness: 0.1}]".utf8))
    let settings = ["--set", "degradedShare=0.5", "--set", "degradations=recipe.yaml", "--set", "steps=2"]
    #expect(try Command.run(["train", "train.yaml"] + settings, in: folder).status == 0)
    let first = folder.read("out/model.safetensors")
    for _ in 0..<3 {
      #expect(try Command.run(["train", "train.yaml", "--resume"] + settings, in: folder).status == 0)
      #expect(folder.read("out/model.safetensors") == first)
    }
  }

  @Test func wrongTrainingFilesAreOneErrorWithTheLine() throws {
    let outcome = try Command.run(["train", "train.yaml", "--set", "network=none.yaml"], in: folder)
    #expect(outcome.status == 66 && outcome.messages.contains("none.yaml"))
    let text = String(decoding: folder.read("train.yaml") ?? [], as: UTF8.self)
    try folder.write("wrong.yaml", Array(text.replacingOccurrences(of: "crop:", with: "corp:").utf8))
    let wrong = try Command.run(["train", "wrong.yaml"], in: folder)
    #expect(wrong.status == 64)
    #expect(wrong.messages.contains("wrong.yaml:12:7") && wrong.messages.contains("did you mean 'crop'?"))
    #expect(try Command.run(["train", "train.yaml", "--resume"], in: folder).status == 66)
  }
}

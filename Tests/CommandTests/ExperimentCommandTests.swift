import Foundation
import TestSupport
import Testing

/// `cleanpage experiment` as a user runs it.
@Suite struct ExperimentCommandTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try writeExperiment(to: folder)
  }

  private func experiment(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(["experiment"] + arguments, in: folder)
  }

  private func text(_ outcome: Command.Outcome) -> String { String(decoding: outcome.output, as: UTF8.self) }

  @Test func anExperimentIsRunAndStandsInTheTable() throws {
    #expect(try text(experiment("list")).contains("C24"))
    let before = try experiment("table")
    #expect(before.status == 0 && text(before).contains("not run") && before.messages.isEmpty)
    let outcome = try experiment("run", "C24", "--epochs", "2", "--optimiser", "sgd")
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.messages)")
    // The layers, their number of parameters, and a line an epoch.
    #expect(outcome.messages.contains("375 parameters") && outcome.messages.contains("epoch 2 of 2"))
    let table = text(try experiment("table"))
    #expect(table.contains("| C24 | strokes | random | 0.9000 |") && table.contains("| 2 of 3 |"), "\(table)")
    #expect(!table.contains("not run"))
    let csv = text(try experiment("table", "--format", "csv")).split(separator: "\n")
    #expect(csv.count == 2 && csv[1].contains(",sgd,"))
    // The run has written its report, and the command writes the same.
    let written = ["report.html", "learning-curves.svg", "confusion.svg"].map { "runs/experiments/C24/" + $0 }
    let first = written.map(folder.read)
    #expect(first.allSatisfy { $0?.isEmpty == false } && folder.files.count { $0.hasSuffix(".svg") } == 2)
    for file in written { try FileManager.default.removeItem(atPath: folder.path + "/" + file) }
    let report = try experiment("report", "--group", "C")
    #expect(report.status == 0 && text(report) == "runs/experiments/C24/report.html\n" && report.messages.isEmpty)
    #expect(written.map(folder.read) == first)
    let page = String(decoding: first[0] ?? [], as: UTF8.self)
    #expect(page.contains("<h1>C24: strokes</h1>") && page.contains("375 parameters") && page.contains("2 of 2"))
    // Done already.
    let again = try experiment("run", "--group", "C", "--epochs", "2", "--optimiser", "sgd")
    #expect(again.status == 0 && !again.messages.contains("epoch 1 of"))
    let other = try experiment("run", "C24")
    #expect(other.status == 73 && other.messages.contains("--overwrite"))
    #expect(try experiment("run", "C24", "--overwrite", "-q").messages.isEmpty)
    // The model says which characters it tells apart.
    let evaluated = try Command.run(
      [
        "evaluate", "characters", "--images", "i.gz", "--labels", "l.gz", "--model",
        "runs/experiments/C24/random.safetensors",
      ], in: folder)
    #expect(evaluated.status == 0 && text(evaluated).contains("accuracy"))
  }

  @Test func anInterruptedGroupGoesOn() throws {
    let settings = "--epochs 3000 --set checkpointEvery=1000"
    let interrupted = try Command.shell(
      """
      "$0" experiment run --group C \(settings) 2> log & pid=$!
      while ! grep -q "epoch 1 of" log && kill -0 $pid; do sleep 0.01; done
      kill -INT $pid; wait $pid
      """, [Command.executable.path], in: folder)
    #expect(interrupted.status == 130)
    let page = String(decoding: folder.read("runs/experiments/C24/report.html") ?? [], as: UTF8.self)
    #expect(page.contains("Interrupted: random has made ") && page.contains("No run is finished"))
    #expect(try !text(experiment("table")).contains("not run"))
    #expect(folder.read("runs/experiments/C24/random.safetensors.checkpoint") != nil)
    let options = settings.split(separator: " ").map(String.init)
    let resumed = try Command.run(["experiment", "run", "--group", "C"] + options, in: folder)
    #expect(resumed.status == 0 && resumed.messages.contains("3000 of 3000"))
    #expect(!resumed.messages.contains("epoch 1 of"))
    let whole = try Command.run(["experiment", "run", "C24", "--runs", "whole"] + options, in: folder)
    #expect(whole.status == 0)
    let models = ["runs/experiments", "whole"].map { folder.read($0 + "/C24/random.safetensors") }
    #expect(models[0] != nil && models[0] == models[1])
    let finished = String(decoding: folder.read("runs/experiments/C24/report.html") ?? [], as: UTF8.self)
    #expect(finished.contains("3000 of 3000") && !finished.contains("Interrupted"))
  }

  @Test func itIsATrainingPipelineToo() throws {
    let inspected = try Command.run(["inspect", "Pipelines/experiments/C24.yaml"], in: folder)
    #expect(inspected.status == 0 && text(inspected).contains("epochs: 3"))
    let trained = try Command.run(
      ["train", "Pipelines/experiments/C24.yaml", "--set", "epochs=1", "--set", "output=out"], in: folder)
    #expect(trained.status == 0 && folder.files.contains("Pipelines/experiments/out/C24/record.json"))
  }

  @Test func whatIsWrongIsSaidInASentence() throws {
    let unknown = try experiment("run", "C25")
    #expect(unknown.status == 64 && unknown.messages.contains("no experiment 'C25'"))
    #expect(try experiment("run", "--group", "Q").messages.contains("its groups are C"))
    #expect(try experiment("run").status == 64)
    #expect(try experiment("list", "--files", "nowhere").status == 66)
    for arguments in [["report", "C24"], ["report", "--group", "C"]] {
      let nothing = try Command.run(["experiment"] + arguments, in: folder)
      #expect(nothing.status == 66 && nothing.messages.contains("experiment run"), "\(nothing.messages)")
    }
    #expect(try experiment("report").status == 64)
    let memory = try experiment("run", "C24", "--max-memory", "1K")
    #expect(memory.status == 64 && memory.messages.contains("training needs"), "\(memory.messages)")
  }
}

/// An experiment on labelled images that is over in a moment.
func writeExperiment(to folder: TemporaryFolder) throws {
  try folder.write("classifier.yaml", sampleClassifierNetwork)
  try folder.write("i.gz", SampleCharacters.images(24))
  try folder.write("l.gz", SampleCharacters.labels(24))
  try folder.write(
    "Pipelines/experiments/parts/strokes.yaml",
    Array("{images: ../../i.gz, labels: ../../l.gz, characters: \"\(SampleCharacters.names)\"}".utf8))
  try folder.write(
    "Pipelines/experiments/C24.yaml",
    Array(
      """
      stages:
        - experiment:
            id: C24
            title: strokes
            network: ../../classifier.yaml
            data: {include: parts/strokes.yaml, validationShare: 0.25}
            epochs: 3
            batch: 8
            output: ../../runs/experiments
            report: {accuracy: 0.9}
      """.utf8))
}

import Foundation
import TestSupport
import Testing

/// `cleanpage import` as a user runs it.
@Suite struct ImportTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["network.yaml", "map.yaml", "float32.safetensors"] {
      let file = projectFolder.appendingPathComponent("Fixtures/imports/" + name)
      try folder.write(name, Array(try Data(contentsOf: file)))
    }
  }

  private func run(_ arguments: [String] = []) throws -> Command.Outcome {
    try Command.run(
      ["import", "float32.safetensors", "--network", "network.yaml", "--names", "map.yaml", "-o", "model.safetensors"]
        + arguments, in: folder)
  }

  @Test func importedWeightsAreAModel() throws {
    let outcome = try run()
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.messages.contains("model.safetensors"))
    let inspected = try Command.run(["inspect", "model.safetensors"], in: folder)
    let text = String(decoding: inspected.output, as: UTF8.self)
    #expect(inspected.status == 0 && text.contains("network 'imported'"))
    #expect(text.contains("importedFrom: float32.safetensors") && text.contains("importedBy: fixture-pytorch"))
    #expect(try run().status == 73)
    let first = folder.read("model.safetensors")
    #expect(try run(["--overwrite"]).status == 0 && folder.read("model.safetensors") == first)
  }

  @Test func whatIsWrongIsASentenceAndLeavesNoFile() throws {
    let map = String(decoding: folder.read("map.yaml") ?? [], as: UTF8.self)
    try folder.write("map.yaml", Array(map.replacingOccurrences(of: "  head.", with: "  heads.").utf8))
    let superfluous = try run()
    #expect(superfluous.status == 65 && superfluous.messages.contains("tensor 'head.dense1.bias' of shape [12]"))
    try folder.write("map.yaml", Array(map.replacingOccurrences(of: "ignore:", with: "ignroe:").utf8))
    let wrong = try run()
    #expect(
      wrong.status == 64 && wrong.messages.contains("did you mean 'ignore'?") && wrong.messages.contains("map.yaml:"))
    try folder.write("map.yaml", Array(map.utf8))
    try folder.write("float32.safetensors", Array((folder.read("float32.safetensors") ?? []).dropLast()))
    #expect(try run().status == 65)
    #expect(
      try Command.run(["import", "none", "--network", "network.yaml", "--names", "map.yaml", "-o", "m"], in: folder)
        .status == 66)
    #expect(folder.read("model.safetensors") == nil && folder.read("m") == nil)
  }
}

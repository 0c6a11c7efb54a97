import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

@Suite struct DegradeTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try Command.run(arguments, input: input, in: folder)
  }

  private var clean: [UInt8] { get throws { try fixturePage("clean/letter.png") } }

  @Test func theSeedSaysWhatHappens() throws {
    let (page, first) = (try clean, try run("degrade", "--seed", "7", input: clean))
    #expect(first.status == 0 && first.messages.isEmpty)
    #expect(try run("degrade", "--seed", "7", input: page).output == first.output)
    #expect(try run("degrade", "--seed", "8", input: page).output != first.output)
    let (before, after) = (try decodedGray(page), try decodedGray(first.output))
    #expect(after.width == before.width && after.height == before.height && after != before)
  }

  @Test func whatWasDrawnIsRecordedForEveryPage() throws {
    for name in ["a", "b", "c"] { try folder.write("in/\(name).png", clean) }
    let outcome = try run(
      "degrade", "in", "-o", "out", "--only", "stain,fold", "--record", "drawn.jsonl", "--jobs", "2")
    #expect(outcome.status == 0)
    let lines = String(decoding: try #require(folder.read("drawn.jsonl")), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 3)
    for (line, name) in zip(lines, ["a", "b", "c"]) {
      #expect(line.contains("in/\(name).png") && line.contains("\"diameter\"") && line.contains("\"reach\""))
    }
    // A page by itself is degraded as it is among others.
    let alone = try run("degrade", "in/b.png", "-o", "b.png", "--only", "stain,fold")
    #expect(alone.status == 0 && folder.read("b.png") == folder.read("out/b.png"))
  }

  @Test func aRecipeOfOnesOwnIsUsed() throws {
    try folder.write(
      "recipes/mine.yaml", Array("steps: [{type: toneCurve, black: 0.5, white: 0.5, gamma: 1}]".utf8))
    let outcome = try run("degrade", "--recipe", "recipes/mine.yaml", input: clean)
    #expect(outcome.status == 0)
    let gray = try decodedGray(outcome.output)
    #expect(gray.samples.allSatisfy { (32_000...37_000).contains($0) })
  }

  @Test(arguments: [
    (["--only", "stein"], "did you mean 'stain'?"), (["--recipe", "nowhere.yaml"], "nowhere.yaml"),
    (["--seed", "-1"], "seed"), (["--dpi", "0"], "from 10"), (["--papers", "nowhere"], "nowhere"),
  ])
  func wrongValuesAreRefused(arguments: [String], part: String) throws {
    let outcome = try Command.run(["degrade"] + arguments, input: clean, in: folder)
    #expect([64, 66].contains(outcome.status) && outcome.output.isEmpty)
    #expect(outcome.messages.contains(part))
  }

  @Test func theListNamesEveryDegradationWithItsRanges() throws {
    let outcome = try run("degrade", "--list")
    let text = String(decoding: outcome.output, as: UTF8.self)
    #expect(outcome.status == 0)
    for word in ["stain", "coffeeRing", "diameter: [4.0, 70.0]", "jpegArtefacts", "threshold"] {
      #expect(text.contains(word))
    }
  }
}

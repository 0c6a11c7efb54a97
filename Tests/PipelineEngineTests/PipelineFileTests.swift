import TestSupport
import Testing

@testable import PipelineEngine

@Suite struct PipelineFileTests {
  /// What checking the text says.
  func complaint(_ text: String) -> String {
    do {
      _ = try pipeline(text)
      return "no error"
    } catch {
      return String(describing: error)
    }
  }

  @Test func aRightFileIsAccepted() throws {
    let pipeline = try pipeline(
      """
      name: mine
      stages:
        - decode
        - gray:
        - invert: {strength: 1, mode: fancy, nested: {depth: 4}}
        - encode: {format: same}
      """)
    #expect(pipeline.name == "mine")
  }

  @Test func aByteOrderMarkIsNoContent() throws {
    #expect(complaint("\u{FEFF}stages: [decode, encode]\n") == complaint("stages: [decode, encode]\n"))
    #expect(complaint("\u{FEFF}").contains("the file is empty"))
  }

  @Test(arguments: [
    (
      "stages:\n  - decode\n  - grey\n  - encode\n",
      "test.yaml:3:5: unknown stage 'grey'; did you mean 'gray'?"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {strenght: 1}\n  - encode\n",
      "test.yaml:4:14: stage 'invert' has no key 'strenght'; did you mean 'strength'?"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert:\n      nested: {depht: 1}\n  - encode\n",
      "test.yaml:5:16: stage 'invert' has no key 'nested.depht'; did you mean 'depth'?"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {strength: much}\n  - encode\n",
      "test.yaml:4:24: 'strength' of stage 'invert' must be a number, not 'much'"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {nested: {depth: [1]}}\n  - encode\n",
      "test.yaml:4:30: 'nested.depth' of stage 'invert' must be a single value, not this"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {mode: fanci}\n  - encode\n",
      "test.yaml:4:20: 'mode' of stage 'invert' cannot be 'fanci'; did you mean 'fancy'?"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {strength: 7}\n  - encode\n",
      "test.yaml:4:24: 'strength' of stage 'invert' must be from 0 to 1, not 7.0"
    ),
    (
      "stages:\n  - decode\n  - invert\n  - encode\n",
      "test.yaml:3:5: 'invert' takes a gray page and cannot follow 'decode', which gives a page; "
        + "put 'gray' between them"
    ),
    (
      "stages:\n  - gray\n  - encode\n",
      "test.yaml:2:5: a pipeline starts with a stage that takes bytes, 'decode', not 'gray'"
    ),
    (
      "stages:\n  - decode\n  - gray\n",
      "test.yaml:3:5: a pipeline ends with a stage that gives bytes, 'encode', not 'gray'"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - encode\n  - encode\n",
      "test.yaml:5:5: 'encode' takes a gray page and cannot follow 'encode', which gives the finished file"
    ),
    (
      "stages:\n  - decode\n  - gray\n  - invert: {strength: 1, strength: 0}\n  - encode\n",
      "test.yaml:4:14: 'strength' is given more than once in the same mapping; keep one"
    ),
    (
      "stages:\n  - train-nothing\n",
      "test.yaml:2:5: 'train-nothing' trains a network and cannot process pages; "
        + "run it with 'cleanpage train'"
    ),
    ("stage:\n  - decode\n", "test.yaml:1:1: unknown key 'stage'; did you mean 'stages'?"),
    ("name: x\n", "test.yaml:1:1: the key 'stages' is missing"),
    ("stages: 3\n", "test.yaml:1:9: 'stages' must be a list of stages, each '- name: {key: value}'"),
    ("stages: []\n", "test.yaml:1:9: 'stages' is empty"),
    (
      "stages:\n  - {decode: {}, gray: {}}\n",
      "test.yaml:2:5: a stage is written '- name: {key: value}', one name an item"
    ),
    (
      "stages:\n  - decode: 7\n", "test.yaml:2:13: the parameters of 'decode' must be a mapping, {key: value}"
    ),
    ("", "test.yaml: the file is empty; it needs a list 'stages:'"),
    ("- decode\n", "test.yaml:1:1: a pipeline is a mapping with the keys 'name' and 'stages'"),
  ])
  func aWrongFileGetsOneErrorWithItsPlace(text: String, message: String) {
    #expect(complaint(text) == message)
  }

  @Test func brokenYAMLHasALine() {
    #expect(
      complaint("stages:\n  - decode: {maxPixels: 3\n  - gray\n").hasPrefix("test.yaml:4:1: this is not"))
    #expect(complaint("stages:\n\t- decode\n").hasPrefix("test.yaml:2:1: this is not YAML"))
  }

  @Test func aNameNothingIsNearToGetsTheList() {
    #expect(
      complaint("stages:\n  - decode\n  - flatten\n  - encode\n")
        == "test.yaml:3:5: unknown stage 'flatten'; the stages are "
        + "count, decode, encode, gray, invert, read-gray, remark, train-nothing, write-text")
  }

  @Test func aMissingFileIsAMissingInput() {
    let error = #expect(throws: PipelineFileError.self) { try PipelineFile(contentsOf: "/nowhere/x.yaml") }
    #expect(error?.status == .missingInput)
    #expect(error?.description == "/nowhere/x.yaml: cannot be opened: no such file or directory")
  }

  @Test func relativePathsStartFromTheFilesFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("p.yaml", Array("stages: [decode]".utf8))
    #expect(try PipelineFile(contentsOf: folder.path + "/p.yaml").baseDirectory == folder.path)
    var context = StageContext(workers: 1, baseDirectory: "/a/b")
    #expect(context.resolve("c/d") == "/a/b/c/d")
    #expect(context.resolve("/c") == "/c")
    context.baseDirectory = nil
    #expect(context.resolve("c") == "c")
  }

  @Test func theBuiltInPipelineIsReadable() throws {
    let file = try PipelineFile.builtIn("clean")
    #expect(
      file.stageNames == [
        "decode", "normalise", "tile", "borders", "denoise", "specks", "restore", "pictures", "guard", "stitch",
        "encode",
      ])
    #expect(throws: UsageError.self) { try PipelineFile.builtIn("claen") }
  }

  @Test func inspectionNamesEveryKeyWithItsValue() throws {
    let file = try PipelineFile(
      text: "stages: [decode, gray, invert: {nested: {depth: 9}}, encode]", path: "p.yaml")
    let text = try describePipeline(file, catalogue: testCatalogue)
    #expect(text.contains("nested.depth: 9  # a number"))
    #expect(text.contains("strength: 1  # how much, 0 to 1"))
    #expect(text.contains("refusedWidth: not set"))
    #expect(text.contains("mode: plain  # a word (plain, fancy)"))
  }
}

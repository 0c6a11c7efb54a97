import Testing

@testable import PipelineEngine

@Suite struct OverrideTests {
  func file() throws -> PipelineFile {
    try PipelineFile(
      text: "stages:\n  - decode\n  - gray\n  - invert: {strength: 0.5}\n  - count\n  - encode\n",
      path: "test.yaml")
  }

  func parameters(_ file: PipelineFile) throws -> InvertStage.Parameters {
    try decodeParameters(InvertStage.Parameters.self, of: file.entries[2], file: file.path)
  }

  @Test func aDottedPathReplacesTheFilesValue() throws {
    var file = try file()
    try file.set("invert.strength=0.25", catalogue: testCatalogue)
    try file.set("invert.nested.depth=8", catalogue: testCatalogue)
    let values = try parameters(file)
    #expect(values.strength == 0.25)
    #expect(values.nested.depth == 8)
    #expect(values.nested.label == "x")
  }

  @Test func aKeyThatOneStageHasNeedsNoStageName() throws {
    var file = try file()
    try file.set("strength=1", catalogue: testCatalogue)
    try file.set("nested.label=a=b", catalogue: testCatalogue)
    #expect(try parameters(file).strength == 1)
    #expect(try parameters(file).nested.label == "a=b")
  }

  @Test func aKeyThatSeveralStagesHaveNeedsTheStagesName() throws {
    var file = try PipelineFile(text: "stages: [decode, gray, invert, invert, encode]", path: "t")
    let error = #expect(throws: UsageError.self) { try file.set("mode=fancy", catalogue: testCatalogue) }
    #expect(error?.description.contains("several stages have a key 'mode'") == true)
  }

  @Test func errorsInOverriddenValuesNameTheOption() throws {
    func complaint(_ assignment: String, option: String? = nil) throws -> String {
      var file = try file()
      do {
        try file.set(assignment, catalogue: testCatalogue, option: option)
        _ = try PagePipeline(file, catalogue: testCatalogue, context: StageContext(workers: 1))
        return "no error"
      } catch {
        return String(describing: error)
      }
    }
    #expect(
      try complaint("invert.strengt=1")
        == "--set invert.strengt=1: stage 'invert' has no key 'strengt'; did you mean 'strength'?")
    #expect(
      try complaint("strength=much", option: "--strength")
        == "--strength: 'strength' of stage 'invert' must be a number, not 'much'")
    #expect(
      try complaint("strngth=1")
        == "--set strngth=1: no stage of test.yaml has a key 'strngth'; did you mean 'invert.strength'?")
    #expect(try complaint("strength") == "--set strength: write it as stage.key=value")
    #expect(
      try complaint("strength=[1")
        == "--set strength=[1: the value is not YAML; put it in quotation marks")
  }

  @Test func nearestNamesFollowEditDistance() {
    #expect(nearestName(to: "normalize", among: ["normalise", "denoise"]) == "normalise")
    #expect(nearestName(to: "tiel", among: ["tile", "title"]) == "tile")
    #expect(nearestName(to: "Encode", among: ["decode", "encode"]) == "encode")
    #expect(nearestName(to: "xyz", among: ["decode", "encode"]) == nil)
  }
}

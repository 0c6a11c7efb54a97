import TestSupport
import Testing

@testable import PipelineEngine

@Suite struct InclusionTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("parts/one.yaml", Array("strength: 0.25\nnested: {depth: 4, label: one}\n".utf8))
    try folder.write("parts/two.yaml", Array("nested: {depth: 5}\n".utf8))
  }

  private func file(_ parameters: String) throws -> PipelineFile {
    try folder.write("my.yaml", Array("stages:\n  - invert: \(parameters)\n".utf8))
    return try PipelineFile(contentsOf: folder.path + "/my.yaml")
  }

  private func complaint(_ parameters: String) -> String {
    do {
      _ = try file(parameters).parameters(of: InvertStage.self)
      return "no error"
    } catch {
      return String(describing: error)
    }
  }

  @Test func includedValuesLieUnderTheFilesOwn() throws {
    let included = try file("{include: parts/one.yaml}").parameters(of: InvertStage.self)
    #expect(included.strength == 0.25 && included.nested.depth == 4)
    let own = try file("{nested: {depth: 7}, include: parts/one.yaml}").parameters(of: InvertStage.self)
    #expect(own.strength == 0.25 && own.nested.depth == 7)
    let several = try file("{include: [parts/one.yaml, parts/two.yaml]}").parameters(of: InvertStage.self)
    #expect(several.strength == 0.25 && several.nested.depth == 5)
    try folder.write("parts/depth.yaml", Array("{depth: 8}\n".utf8))
    let inner = try file("{strength: 0.5, nested: {include: parts/depth.yaml, label: own}}")
      .parameters(of: InvertStage.self)
    #expect(inner.strength == 0.5 && inner.nested.depth == 8 && inner.nested.label == "own")
  }

  @Test func theCommandLineComesOverIncludedValues() throws {
    var file = try file("{include: parts/one.yaml}")
    try file.set("invert.nested.depth=9", catalogue: testCatalogue)
    #expect(try file.parameters(of: InvertStage.self).nested.depth == 9)
  }

  @Test func mistakesInIncludedFilesAreReportedThere() throws {
    try folder.write("parts/wrong.yaml", Array("# a part\nstrenght: 1\n".utf8))
    #expect(
      complaint("{include: parts/wrong.yaml}")
        .contains("parts/wrong.yaml:2:1: stage 'invert' has no key 'strenght'"))
    try folder.write("parts/type.yaml", Array("strength: 1\nnested:\n  depth: deep\n".utf8))
    #expect(complaint("{include: parts/type.yaml}").contains("parts/type.yaml:3:10: 'nested.depth'"))
    // What stands beside it is reported where it stands.
    #expect(complaint("{include: parts/one.yaml, strength: many}").contains("my.yaml:2:49: 'strength'"))
    #expect(complaint("{include: none.yaml}").contains("my.yaml:2:23: 'include' names \(folder.path)/none.yaml"))
    try folder.write("parts/list.yaml", Array("- strength\n".utf8))
    #expect(complaint("{include: parts/list.yaml}").contains("no mapping"))
    try folder.write("parts/again.yaml", Array("include: one.yaml\n".utf8))
    #expect(complaint("{include: parts/again.yaml}").contains("parts/again.yaml:1:1"))
    #expect(complaint("{include: {a: 1}}").contains("must name a file"))
  }
}

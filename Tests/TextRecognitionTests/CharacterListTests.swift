import PipelineEngine
import TestSupport
import Testing
import TextRecognition

@Suite struct CharacterListTests {
  let folder: TemporaryFolder
  let context: StageContext

  init() throws {
    folder = try TemporaryFolder()
    context = StageContext(workers: 1, baseDirectory: folder.path)
  }

  @Test func charactersAreWrittenOutOrInAMappingFile() throws {
    #expect(try CharacterList.read("01Aß", context: context) == ["0", "1", "A", "ß"])
    try folder.write("mapping.txt", Array("1 65 97\n\n0 48\r\n2 8364\n".utf8))
    #expect(try CharacterList.read("mapping.txt", context: context) == ["0", "A", "€"])
  }

  @Test(arguments: [
    ("0 48\n2 50", "class 1 is missing"), ("0 48\n0 49", ":2: class 0 is there already"),
    ("0 48\none 49", ":2: 'one 49'"),
    ("0 55296", ":1: '0 55296'"), ("0", ":1: '0'"),
  ])
  func wrongMappingsAreRefusedWithTheLine(text: String, part: String) throws {
    let path = try folder.write("mapping.txt", Array(text.utf8))
    let error = #expect(throws: CharacterDataError.self) { try CharacterList.read("mapping.txt", context: context) }
    let message = error.map { "\($0)" } ?? ""
    #expect(message.hasPrefix(path) && message.contains(part), "\(message)")
  }

  @Test func missingFilesAndRepeatedCharactersAreRefused() {
    #expect(throws: FileError.self) { try CharacterList.read("none.txt", context: context) }
    #expect(throws: CharacterDataError.self) { try CharacterList.read("abca", context: context) }
  }
}

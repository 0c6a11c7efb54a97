import TestSupport
import Testing

/// Language models as a user makes and looks at them.
@Suite struct LanguageCommandTests {
  private static let pipeline = """
    stages:
      - train-language: {texts: [texts], heldOutShare: 0.2, source: one sentence many times, order: 3, output: my.language}
    """

  @Test func aLanguageIsTrainedAndInspected() throws {
    let folder = try TemporaryFolder()
    let text = (1...200).map { "Boat number \($0) came in with the tide.\n" }.joined()
    try folder.write("texts/boats.txt", Array(text.utf8))
    try folder.write("train.yaml", Array(Self.pipeline.utf8))
    let trained = try Command.run(["train", "train.yaml"], in: folder)
    #expect(trained.status == 0 && trained.output.isEmpty, "\(trained.messages)")
    #expect(trained.messages.contains("bits a character"))
    let inspected = try Command.run(["inspect", "my.language"], in: folder)
    let description = String(decoding: inspected.output, as: UTF8.self)
    #expect(inspected.status == 0)
    for part in ["n-grams of up to 3", "source: one sentence many times", "bitsPerCharacter: 0.", "characters: "] {
      #expect(description.contains(part), "\(part)")
    }
    #expect(try Command.run(["train", "train.yaml"], in: folder).status == 73)
    #expect(try Command.run(["train", "train.yaml", "--resume"], in: folder).status == 64)
  }

  @Test func wrongFilesAreOneErrorWithTheRemedy() throws {
    let folder = try TemporaryFolder()
    try folder.write("train.yaml", Array(Self.pipeline.utf8))
    let missing = try Command.run(["train", "train.yaml"], in: folder)
    #expect(missing.status == 66 && missing.messages.contains("train.yaml:2:") && missing.messages.contains("'texts'"))
    try folder.write("my.language", Array("CPLANG1\nand then something else altogether, for long enough".utf8))
    let damaged = try Command.run(["inspect", "my.language"], in: folder)
    #expect(damaged.status == 65 && damaged.output.isEmpty && damaged.messages.contains("my.language"))
  }
}

import PipelineEngine
import TestSupport
import Testing

@testable import TextRecognition

/// What the stage `train-language` makes of texts and of its settings.
@Suite struct LanguageTrainingTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("texts/b/harbour.txt", Array(plainText.utf8))
    try folder.write("texts/a.txt", Array("a\r\n\u{FEFF}short\u{AD}ened\ttext, „quoted“".utf8))
    try folder.write("texts/picture.png", [1, 2, 3])
    try folder.write("heldout.txt", Array(heldOutText.utf8))
  }

  private func parameters(_ change: (inout LanguageTrainingParameters) -> Void = { _ in }) -> LanguageTrainingParameters
  {
    var parameters = LanguageTrainingParameters()
    parameters.texts = ["texts"]
    parameters.heldOut = ["heldout.txt"]
    parameters.output = "out/harbour.language"
    parameters.source = "a harbour"
    change(&parameters)
    return parameters
  }

  @discardableResult
  private func train(_ parameters: LanguageTrainingParameters, overwrite: Bool = false) throws -> CharacterLanguageModel
  {
    let stage = try LanguageTrainingStage(parameters, context: StageContext(workers: 1, baseDirectory: folder.path))
    _ = try stage.train(TrainingSession(resume: false, overwrite: overwrite))
    return try ShippedLanguages.language(folder.path + "/" + parameters.output)
  }

  @Test func textIsTakenAsAReaderSeesIt() {
    let text = LanguageText(" a\r\n\u{FEFF}short\u{AD}ened\t\u{7}text\n".unicodeScalars)
    #expect(String(String.UnicodeScalarView(text.characters)) == "a shortened text ")
  }

  @Test func theModelKnowsWhereItComesFrom() throws {
    let model = try train(parameters())
    let characters = plainText.count + "a shortened text, „quoted“".count
    #expect(model.record["source"] == "a harbour" && model.record["characters"] == "\(characters)")
    #expect(model.record["heldOutCharacters"] == "\(heldOutText.count)" && model.record["order"] == "6")
    let bits = try #require(Double(model.record["bitsPerCharacter"] ?? ""))
    #expect(abs(bits - model.bits(heldOutText)) < 1e-3)
    #expect(!(model.record["parameters"] ?? "").contains("texts/"))
    #expect(model.score("t", after: model.state(after: "shor")).logProbability > -1)
  }

  @Test func heldOutTextAndTextBeyondTheLimitAreNotTrainedOn() throws {
    let half = try train(parameters { ($0.heldOut, $0.heldOutShare) = ([], 0.5) })
    let counts = ["characters", "heldOutCharacters"].compactMap { Int(half.record[$0] ?? "") }
    #expect(counts.count == 2 && counts.reduce(0, +) == plainText.count + 26 && abs(counts[0] - counts[1]) < 3)
    let few = try train(parameters { $0.characters = 100 }, overwrite: true)
    #expect(few.record["characters"] == "100" && few.entryCount < half.entryCount)
  }

  @Test func theFileKeepsToItsSize() throws {
    let model = try train(parameters { $0.size = 6000 })
    let bytes = try #require(folder.read("out/harbour.language")).count
    // The record, the alphabet and the code values come on top.
    #expect(bytes < 6000 + 6000 && model.entryCount > 1000)
  }

  @Test func earlierFilesAreKept() throws {
    try train(parameters())
    #expect(throws: FileError.self) { try train(parameters()) }
    try train(parameters { $0.order = 2 }, overwrite: true)
  }

  @Test(arguments: [
    ("texts", [String](), 6, 0, 0.0), ("texts", ["none"], 6, 0, 0), ("texts", ["empty"], 6, 0, 0),
    ("order", ["texts"], 0, 0, 0), ("order", ["texts"], 9, 0, 0), ("size", ["texts"], 6, 10, 0),
    ("heldOutShare", ["texts"], 6, 0, 1), ("heldOutShare", ["texts"], 6, 0, .nan),
  ])
  func wrongSettingsAreRefusedByName(key: String, texts: [String], order: Int, size: Int, share: Double) throws {
    try folder.write("empty/.hidden", [])
    let error = #expect(throws: ParameterError.self) {
      try train(
        parameters { ($0.texts, $0.order, $0.size, $0.heldOutShare) = (texts, order, size, share) })
    }
    #expect(error?.key == key)
  }

  @Test func textsThatAreNoneAreRefusedByName() throws {
    try folder.write("latin.txt", [0x63, 0x61, 0x66, 0xE9])
    let error = #expect(throws: FileError.self) { try train(parameters { $0.texts = ["latin.txt"] }) }
    #expect(error.map { "\($0)".contains("latin.txt") && "\($0)".contains("UTF-8") } ?? false)
    try folder.write("blank.txt", Array("\n \n".utf8))
    #expect(throws: UsageError.self) { try train(parameters { $0.texts = ["blank.txt"] }) }
  }

  @Test func aRunThatIsStoppedLeavesNothing() throws {
    let stage = try LanguageTrainingStage(parameters(), context: StageContext(workers: 1, baseDirectory: folder.path))
    let session = TrainingSession(resume: false)
    session.cancel()
    guard case .interrupted = try stage.train(session) else {
      Issue.record("the run went on")
      return
    }
    #expect(folder.read("out/harbour.language") == nil)
    #expect(throws: UsageError.self) { try stage.train(TrainingSession(resume: true)) }
  }
}

import PipelineEngine
import Randomness
import TestSupport
import Testing

@testable import TextRecognition

/// Language files hold what was written, and damaged ones are refused.
@Suite struct LanguageFileTests {
  private func decode(_ bytes: [UInt8]) throws -> CharacterLanguageModel {
    try bytes.withUnsafeBytes { try LanguageFile.decode($0, file: "some.language") }
  }

  @Test func whatIsWrittenIsRead() throws {
    let model = trained(on: plainText + " Ωmega", order: 5, size: 6000, record: ["source": "a harbour", "é": "\n"])
    let read = try decode(LanguageFile.encode(model))
    #expect(read == model)
    #expect(read.record == ["source": "a harbour", "é": "\n"] && read.characters.contains("Ω"))
    #expect(read.bits(heldOutText) == model.bits(heldOutText))
  }

  @Test func theSameTextGivesTheSameFile() throws {
    let files = try (0..<2).map { _ in try LanguageFile.encode(trained(on: plainText, order: 6, size: 9000)) }
    #expect(files[0] == files[1])
  }

  @Test func damagedFilesAreRefused() throws {
    let file = try LanguageFile.encode(trained(on: plainText, order: 4, size: 5000))
    var random = SeededRandom(seed: 5)
    for round in 0..<400 {
      var bytes = file
      if round % 2 == 0 {
        bytes.removeLast(1 + random.below(bytes.count))
      } else {
        for _ in 0...random.below(3) { bytes[random.below(bytes.count)] ^= UInt8(1 + random.below(255)) }
      }
      guard bytes != file else { continue }
      let error = #expect(throws: LanguageFileError.self) { _ = try decode(bytes) }
      #expect(error.map { "\($0)" }?.hasPrefix("some.language is not a usable language model: ") ?? false)
    }
  }

  /// Files that somebody has made wrong on purpose, checksum and all, are refused or give some model.
  @Test func forgedFilesDoNoHarm() throws {
    let file = try LanguageFile.encode(trained(on: plainText, order: 4, size: 5000))
    var random = SeededRandom(seed: 8)
    var refused = 0
    for _ in 0..<600 {
      var bytes = file
      let reach = random.below(2) == 0 ? 64 : bytes.count - 16
      for _ in 0...random.below(2) { bytes[16 + random.below(reach)] = UInt8(random.below(256)) }
      if random.below(4) == 0 { bytes.removeLast(random.below(bytes.count - 16)) }
      let sum = bytes.withUnsafeBytes { LanguageSections.checksum(UnsafeRawBufferPointer(rebasing: $0[16...])) }
      for byte in 0..<8 { bytes[8 + byte] = UInt8(truncatingIfNeeded: sum >> UInt64(8 * byte)) }
      do {
        let model = try decode(bytes)
        #expect(model.bits(heldOutText + heldOutText.uppercased()).isFinite)
      } catch is LanguageFileError {
        refused += 1
      }
    }
    #expect(refused > 100)
  }

  @Test func otherFilesAreRefusedByName() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("page.txt", Array("plain text".utf8))
    let error = #expect(throws: LanguageFileError.self) { _ = try ShippedLanguages.language(path) }
    #expect(error?.status == .badPage && error.map { "\($0)".contains(path) } ?? false)
    #expect(throws: FileError.self) { _ = try ShippedLanguages.language(folder.path + "/none.language") }
    #expect(!isLanguageFile(path) && !isLanguageFile(folder.path) && !isLanguageFile(folder.path + "/none"))
  }

  @Test func theShippedModelSaysHowItWasMade() throws {
    let model = try ShippedLanguages.language("english")
    #expect(model.order >= 5 && (Double(model.record["bitsPerCharacter"] ?? "") ?? 9) < 2.6)
    #expect(describeLanguage(model).contains("source: English texts"))
  }
}

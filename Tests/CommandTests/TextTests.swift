import Foundation
import TestSupport
import Testing

/// `cleanpage evaluate text`, and what the commands that read refuse.
@Suite struct TextTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  func run(_ arguments: String...) throws -> Command.Outcome { try Command.run(arguments, in: folder) }

  func write(_ name: String, _ text: String) throws { try folder.write(name, Array(text.utf8)) }

  @Test func readingsAreComparedWithTruthsOfTheirName() throws {
    try write("text/sub/10.txt", "the quick\nfox\n")
    try write("text/9.txt", "one two\u{C}three\n")
    try write("text/notes.tsv", "not this")
    try write("truth/sub/10.json", #"{"page": 1, "lines": [{"text": "the quick", "x": 1}, {"text": "fax"}]}"#)
    try write("truth/9.txt", "one two\u{C}there")
    try write("truth/more.txt", "not read")
    let outcome = try run("evaluate", "text", "text", "--truth", "truth")
    #expect(outcome.status == 0)
    #expect(
      String(decoding: outcome.output, as: UTF8.self) == """
        page,characters,character_errors,cer,words,word_errors,wer
        9,7,0,0.000000,2,0,0.000000
        9#2,5,2,0.400000,1,1,1.000000
        sub/10,13,1,0.076923,3,1,0.333333

        """)
    #expect(
      outcome.messages == """
        all pages: 3 pages, characters wrong pooled 12.000 % (3 of 25) mean 15.897 %, words wrong pooled 33.333 % \
        (2 of 6) mean 44.444 %; 1 document of the truth not read and not counted

        """)
  }

  @Test func twoFilesAreComparedAndTheLinesGoToAFile() throws {
    try write("page.txt", "a")
    try write("truth.txt", "a b")
    let outcome = try run("evaluate", "text", "page.txt", "--truth", "truth.txt", "--csv", "errors.csv")
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let lines = String(decoding: folder.read("errors.csv") ?? [], as: UTF8.self).split(separator: "\n")
    #expect(lines.last == "page,3,2,0.666667,2,1,0.500000")
    #expect(try run("evaluate", "text", "page.txt", "--truth", "truth.txt", "--csv", "errors.csv").status == 73)
    let again = try run(
      "evaluate", "text", "page.txt", "--truth", "truth.txt", "--csv", "errors.csv", "--overwrite")
    #expect(again.status == 0)
  }

  @Test func whatCannotBeComparedIsNamed() throws {
    try write("text/a.txt", "a")
    try write("truth/b.txt", "a")
    try write("json/a.json", #"{"lines": 3}"#)
    try write("both/a.txt", "a")
    try write("both/a.json", #"{"lines": []}"#)
    try folder.write("bytes/a.txt", [0xFF, 0xFE])
    try folder.write("huge.txt", [UInt8](repeating: 0x61, count: 1_000_001))
    try write("empty/a.md", "a")
    for (reading, truth, status, words) in [
      ("text", "truth", 66, "text/a.txt: has no truth"), ("text", "none", 66, "none: cannot be read"),
      ("text", "empty", 66, "empty: holds no text"), ("text", "truth/b.txt", 64, "two files or two folders"),
      ("text", "json", 65, "json/a.json: is no truth of a page"), ("text", "both", 64, "keep one of them"),
      ("bytes", "text", 65, "bytes/a.txt: is not UTF-8 text"), ("huge.txt", "text/a.txt", 65, "1000001 characters"),
    ] {
      let outcome = try run("evaluate", "text", reading, "--truth", truth)
      #expect(outcome.status == Int32(status) && outcome.messages.contains(words), "\(outcome.messages)")
      #expect(outcome.output.isEmpty && outcome.messages.split(separator: "\n").count == 1)
    }
  }

  @Test(arguments: [
    ["ocr", "--format", "doc"], ["ocr", "--script", "cursive"], ["clean", "--text", "doc"],
    ["clean", "--script", "print"], ["clean", "--language", "none"],
  ])
  func wrongOptionsAre64(arguments: [String]) throws {
    let outcome = try Command.run(arguments, input: graymap(), in: folder)
    #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.messages.contains(arguments[1]))
  }

  @Test func aPipelineThatReadsNothingCannotWriteText() throws {
    try write("my.yaml", "stages:\n  - decode\n  - normalise\n  - write-text: {format: hocr}\n")
    let outcome = try Command.run(["run", "my.yaml"], input: graymap(), in: folder)
    #expect(outcome.status == 64)
    #expect(
      outcome.messages == """
        cleanpage: my.yaml:4:26: 'format' of stage 'write-text' asks for text that no stage before reads; put \
        'segment' and 'classify' before 'write-text'

        """)
  }
}

import PageText
import TestSupport
import Testing

@testable import PipelineEngine

/// What becomes of text on its way from a stage that reads to files.
@Suite struct TextWritingTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs pages through a pipeline that reads them.
  func run(
    _ last: String, inputs: [String] = ["in"], output: String = "out/", existing: OutputTarget.Existing = .refuse,
    predictions: String? = nil, jobs: Int = 2
  ) throws -> PipelineEngine.ExitStatus {
    let text = "stages: [decode, gray, read-gray, \(last)]"
    var job = PageJob(pipeline: try PipelineFile(text: text, path: "test.yaml"), catalogue: testCatalogue)
    job.inputs = inputs.map { folder.path + "/" + $0 }
    job.output = folder.path + "/" + output
    job.existing = existing
    job.predictions = predictions.map { folder.path + "/" + $0 }
    job.jobs = jobs
    job.isQuiet = true
    return try job.run()
  }

  func text(_ name: String) -> String? { folder.read(name).map { String(decoding: $0, as: UTF8.self) } }

  @Test(arguments: TextFormat.allCases) func everyDocumentHasAFileOfText(format: TextFormat) throws {
    try folder.write("in/sub/a.PGM", graymap(value: 7) + graymap(value: 8))
    try folder.write("in/page.1", graymap(value: 9))
    #expect(try run("write-text: {format: \(format)}") == .success)
    let names = ["out/page.1.\(format.fileExtension)", "out/sub/a.\(format.fileExtension)"]
    #expect(folder.files.filter { $0.hasPrefix("out/") } == names)
    let writer = format.writer()
    let document = folder.path + "/in/sub/a.PGM"
    let expected =
      writer.beginning(of: document) + writer.page(grayText(7), at: PagePlace(document: document, page: 1))
      + writer.page(grayText(8), at: PagePlace(document: document, page: 2)) + writer.end
    #expect(folder.read(names[1]) == expected)
  }

  @Test func textStandsBesideTheImagesInOneFileADocument() throws {
    try folder.write("in/a.pgm", graymap(value: 7) + graymap(value: 8))
    #expect(try run("encode: {format: png, text: txt}") == .success)
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/a-1.png", "out/a-2.png", "out/a.txt"])
    #expect(text("out/a.txt") == "7\n\u{C}8\n")
    #expect(try run("encode: {text: alto}", inputs: ["in/a.pgm"], output: "b.pgm") == .success)
    #expect(folder.read("b.pgm") == folder.read("in/a.pgm"))
    #expect(text("b.xml")?.contains("PHYSICAL_IMG_NR=\"2\"") == true)
    #expect(try run("encode", output: "plain/") == .success)
    #expect(folder.files.filter { $0.hasPrefix("plain/") } == ["plain/a.pgm"])
  }

  @Test func whatIsThereAlreadyIsRefusedOrLeftAlsoBesideTheImage() throws {
    for name in ["a", "b", "c"] { try folder.write("in/\(name).pgm", graymap(value: 7)) }
    try folder.write("out/a.txt", [1])
    #expect(throws: FileError.self) { try run("encode: {text: txt}") }
    #expect(folder.read("out/b.pgm") == nil)
    try folder.write("out/b.pgm", [2])
    try folder.write("out/c.pgm", [3])
    try folder.write("out/c.txt", [4])
    #expect(try run("encode: {text: txt}", existing: .skip) == .success)
    // Only what was missing is written.
    #expect(folder.read("out/a.txt") == [1] && folder.read("out/a.pgm") == graymap(value: 7))
    #expect(folder.read("out/b.pgm") == [2] && text("out/b.txt") == "7\n")
    #expect(folder.read("out/c.pgm") == [3] && folder.read("out/c.txt") == [4])
    #expect(try run("encode: {text: txt}", existing: .overwrite) == .success)
    #expect(text("out/c.txt") == "7\n" && folder.read("out/c.pgm") == graymap(value: 7))
  }

  @Test func twoDocumentsAreNotWrittenToOneText() throws {
    try folder.write("in/a.pgm", graymap(value: 7))
    try folder.write("in/a.pnm", graymap(value: 8))
    #expect(try run("encode: {text: txt}", jobs: 1) == .cannotCreate)
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/a.pgm", "out/a.txt"])
    #expect(text("out/a.txt") == "7\n")
  }

  @Test func textForStandardOutputIsRefusedBesideAnImage() throws {
    try folder.write("a.pgm", graymap())
    let text = "stages: [decode, gray, read-gray, encode: {text: txt}]"
    var job = PageJob(pipeline: try PipelineFile(text: text, path: "test.yaml"), catalogue: testCatalogue)
    job.inputs = [folder.path + "/a.pgm"]
    #expect(throws: UsageError.self) { try job.run() }
  }

  @Test(arguments: ["write-text", "write-text: {format: hocr}", "encode: {text: tsv}"])
  func aPipelineThatReadsNothingIsRefusedBeforeItRuns(last: String) {
    let error = #expect(throws: PipelineFileError.self) { try pipeline("stages: [decode, gray, \(last)]") }
    #expect(error?.description.contains("put 'segment' and 'classify' before") == true)
    #expect(error?.line == 1 && error?.status == .usage)
    #expect(throws: Never.self) { try pipeline("stages: [decode, gray, encode: {text: none}]") }
  }

  @Test func aPageThatWasNotReadIsNamedAndTheOthersAreWritten() throws {
    try folder.write("in/a.pgm", graymap(value: 7) + graymap(value: 255) + graymap(value: 8))
    #expect(try run("write-text: {format: tsv}") == .badPage)
    let rows = text("out/a.tsv")?.split(separator: "\n").map { $0.split(separator: "\t") } ?? []
    // The third page is the third, whatever became of the second.
    #expect(rows.filter { $0[0] == "1" }.map { $0[1] } == ["1", "3"])
    #expect(try run("encode: {text: txt}", output: "images/") == .badPage)
    #expect(folder.read("images/a.pgm") == graymap(value: 7) + graymap(value: 8))
    #expect(text("images/a.txt") == "7\n\u{C}8\n")
  }

  @Test func severalDocumentsJoinToOneNumberedThrough() throws {
    var context = StageContext(workers: 1)
    context.readsText = true
    context.joinsDocuments = true
    for format in TextFormat.allCases {
      var parameters = WriteTextStage.Parameters()
      parameters.format = format
      let stage = try WriteTextStage(parameters, context: context)
      #expect(stage.endOfJoined.isEmpty)
      var joined: [UInt8] = []
      var number = 0
      let writer = format.writer()
      var expected = writer.beginning(of: nil)
      for (document, pages) in [("a.tif", 2), ("b.tif", 1)] {
        var encoder = try stage.makeEncoder()
        for page in 1...pages {
          let info = PageInfo(
            sourceName: document, pageNumber: page, format: .tiff, resolution: nil, isBilevel: false)
          var gray = GrayPage(image: .init(width: 3, height: 2), info: info)
          gray.text = grayText(page)
          number += 1
          joined += try encoder.append(gray).flatMap(\.bytes)
          expected += writer.page(grayText(page), at: PagePlace(document: document, page: page, number: number))
        }
        #expect(try encoder.finish().isEmpty)
      }
      #expect(joined + stage.endOfJoined == expected + writer.end, "\(format)")
    }
  }

  @Test func predictionsAreInTheOrderOfTheDocuments() throws {
    for number in 0..<60 {
      // The first is the last to be done.
      let size = number == 0 ? 600 : 3
      let page = graymap(width: size, height: size, value: UInt8(number))
      try folder.write("in/\(number < 10 ? "0" : "")\(number).pgm", page + graymap(value: UInt8(100 + number)))
    }
    #expect(try run("encode: {format: png}", predictions: "characters.jsonl", jobs: 4) == .success)
    let rows = text("characters.jsonl")?.split(separator: "\n").map(String.init) ?? []
    #expect(rows.count == 120)
    let expected = (0..<60).flatMap { number in
      let name = "\(number < 10 ? "0" : "")\(number).pgm"
      return [
        "{\"document\":\"\(name)\",\"page\":1,\"block\":1,\"paragraph\":1,\"line\":1,\"word\":1,\"box\":",
        "{\"document\":\"\(name)\",\"page\":2,\"block\":1,\"paragraph\":1,\"line\":1,\"word\":1,\"box\":",
      ]
    }
    #expect(zip(rows, expected).allSatisfy { $0.hasPrefix($1) })
    #expect(throws: FileError.self) { try run("encode", output: "again/", predictions: "characters.jsonl") }
    #expect(!folder.files.contains { $0.hasPrefix("again/") })
  }

  @Test func aSpoolGivesBackWhatEachDocumentLeft() throws {
    let spool = DocumentSpool()
    var expected: [Int: [UInt8]] = [:]
    for step in 0..<300 {
      let document = step * 7 % 5
      let bytes = [UInt8](repeating: UInt8(step % 251), count: step * step % 4000)
      spool.append(bytes, of: document)
      expected[document, default: []] += bytes
    }
    var copied: [UInt8] = []
    try spool.copy { bytes throws(FileError) in copied += bytes }
    #expect(copied == (0..<5).flatMap { expected[$0] ?? [] })
    let failure = FileError("x", "is full", status: .inputOutput)
    #expect(throws: FileError.self) { try spool.copy { _ throws(FileError) in throw failure } }
    try DocumentSpool().copy { _ throws(FileError) in throw failure }
  }

  @Test func stagesOfAnotherPipelineAreInsertedWithTheirValues() throws {
    var clean = try PipelineFile.builtIn("clean")
    clean.insert(["segment", "classify"], of: try PipelineFile.builtIn("ocr"), before: "encode")
    #expect(Array(clean.stageNames.suffix(4)) == ["stitch", "segment", "classify", "encode"])
    #expect(clean.entries.first { $0.name == "classify" }?.values["language"]?.string == "english")
    // Both clean alike.
    let ocr = try PipelineFile.builtIn("ocr")
    for (left, right) in zip(clean.entries, ocr.entries).prefix(8) {
      #expect(left.name == right.name && left.values == right.values)
    }
  }
}

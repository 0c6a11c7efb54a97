import Synchronization
import TestSupport
import Testing

@testable import PipelineEngine

@Suite struct DocumentRunnerTests {
  let invert = "stages: [decode, gray, invert: {refusedWidth: 7}, encode]"

  func run(
    _ text: String, _ folder: TemporaryFolder, inputs: [String]? = nil, threads: Int = 2,
    existing: OutputTarget.Existing = .refuse, memory: Int? = nil
  ) throws -> RunReport {
    let pipeline = try pipeline(text)
    let documents = try InputDocuments(inputs ?? [folder.path + "/in"])
    var runner = DocumentRunner(pipeline: pipeline, threads: threads)
    if let memory { runner.memory = memory }
    let place = try OutputTarget.place(output: folder.path + "/out/", for: documents)
    let target = OutputTarget(
      place, existing: existing, documents: documents, outputName: pipeline.outputName)
    return runner.run(documents, to: target)
  }

  @Test func oneBadDocumentAmongManyIsNamedAndTheOthersAreDone() throws {
    let folder = try TemporaryFolder()
    for number in 0..<40 { try folder.write("in/\(number % 4)/\(number).pgm", graymap(value: 5)) }
    try folder.write("in/2/broken.pgm", Array("P5\n10 10\n255\nshort".utf8))
    try folder.write("in/3/empty.png", [])
    try folder.write("in/3/wide.pgm", graymap(width: 7))
    try folder.write("in/readme.txt", Array("no image".utf8))
    let report = try run(invert, folder, threads: 3)
    #expect(report.documents == 43)
    #expect(report.pages == 40)
    #expect(report.status == .badPage)
    let failed = ["2/broken.pgm", "3/empty.png", "3/wide.pgm"].map { "\(folder.path)/in/\($0)" }
    #expect(report.failures.map(\.document) == failed)
    #expect(report.failures.last?.reason == "its width is refused")
    let results = folder.files.filter { $0.hasPrefix("out/") }
    #expect(results.count == 40)
    #expect(folder.read("out/1/5.pgm") == graymap(value: 250))
  }

  @Test func documentsInFlightAreAtMostTheThreads() throws {
    let folder = try TemporaryFolder()
    for number in 0..<30 { try folder.write("in/\(number).pgm", graymap()) }
    let report = try run("stages: [decode, gray, count: {key: threads}, encode]", folder, threads: 4)
    let counts = try #require(CountingStage.counts.withLock { $0["threads"] })
    #expect(report.pages == 30)
    #expect(counts.total == 30)
    #expect((1...4).contains(counts.most))
  }

  @Test func bytesInFlightStayWithinTheBudgetAndALargePageRunsAlone() throws {
    let folder = try TemporaryFolder()
    for number in 0..<12 { try folder.write("in/\(number).pgm", graymap(width: 100, height: 100)) }
    try folder.write("in/large.pgm", graymap(width: 400, height: 400))
    // A page of 100×100 is accounted with 70 kB, document included: two fit in 150 kB; the large one does not.
    let report = try run(
      "stages: [decode, gray, count: {key: bytes}, encode]", folder, threads: 6, memory: 150_000)
    let counts = try #require(CountingStage.counts.withLock { $0["bytes"] })
    #expect(report.pages == 13)
    #expect(counts.most <= 2)
    #expect(counts.mostBytes <= 2 * 400 * 400)
  }

  @Test func leasesThatAllWaitToGrowDoNotWaitForEver() {
    let budget = MemoryBudget(capacity: 100)
    let done = Atomic<Int>(0)
    let threads = (0..<5).compactMap { index in
      DedicatedThread(name: "lease \(index)") {
        for _ in 0..<200 {
          let lease = budget.lease(20)
          lease.resize(to: 90)
          lease.resize(to: 10)
          lease.end()
        }
        done.add(1, ordering: .relaxed)
      }
    }
    for thread in threads { thread.join() }
    #expect(done.load(ordering: .relaxed) == 5 && threads.count == 5)
  }

  @Test func pagesOfADocumentStayInOrderAndABadOneDoesNotTakeTheOthers() throws {
    let folder = try TemporaryFolder()
    let pages = [graymap(value: 1), graymap(width: 7), graymap(value: 3), graymap(value: 4)]
    try folder.write("in/many.pgm", pages.flatMap { $0 })
    let report = try run(invert, folder)
    #expect(report.pages == 3)
    #expect(report.failures.map(\.page) == [2])
    let results = folder.files.filter { $0.hasPrefix("out/") }
    #expect(results == ["out/many.pgm"])
    #expect(
      folder.read("out/many.pgm") == [254, 252, 251].flatMap { graymap(value: $0) })
  }

  /// A TIFF of pages of one gray each, made by the stages under test from a PNM stream.
  private func tiff(_ pages: [[UInt8]], _ folder: TemporaryFolder) throws -> [UInt8] {
    try folder.write("source/many.pgm", pages.flatMap { $0 })
    let pipeline = try pipeline("stages: [decode, gray, encode: {format: tiff}]")
    let documents = try InputDocuments([folder.path + "/source/many.pgm"])
    let place = try OutputTarget.place(output: folder.path + "/made/", for: documents)
    let target = OutputTarget(place, documents: documents, outputName: pipeline.outputName)
    let report = DocumentRunner(pipeline: pipeline, threads: 1).run(documents, to: target)
    #expect(report.pages == pages.count)
    return try #require(folder.read("made/many.tiff") ?? folder.read("made/many.tif"))
  }

  @Test(arguments: [nil, 100_000, 1]) func pagesThatOverlapStayInOrderWithinAnyMemory(memory: Int?) throws {
    let folder = try TemporaryFolder()
    let values = (1...20).map { UInt8($0 * 5) }
    let pages = values.map { graymap(width: $0 == 50 ? 7 : 60, height: 40 + Int($0), value: $0) }
    try folder.write("in/many.tif", tiff(pages, folder))
    let report = try run(
      "stages: [decode, gray, invert: {refusedWidth: 7}, encode: {format: pnm}]", folder, memory: memory)
    #expect(report.pages == 19)
    #expect(report.failures.map(\.page) == [10])
    #expect(
      folder.read("out/many.pgm")
        == values.filter { $0 != 50 }.flatMap { graymap(width: 60, height: 40 + Int($0), value: 255 - $0) })
  }

  @Test func failuresOfComputingAndEncodingAreInTheOrderOfThePages() throws {
    let folder = try TemporaryFolder()
    let wide = graymap(width: 65_600, height: 1)
    let pages = [graymap(), wide, graymap(width: 7), wide, graymap()]
    try folder.write("in/many.tif", tiff(pages, folder))
    let report = try run(
      "stages: [decode, gray, invert: {refusedWidth: 7}, encode: {format: jpeg}]", folder)
    #expect(report.failures.map(\.page) == [2, 3, 4])
    #expect(report.pages == 2)
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/many-1.jpg", "out/many-5.jpg"])
  }

  @Test func aDocumentEndsAtAFileThatCannotBeWritten() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/many.tif", tiff((1...9).map { graymap(value: $0) }, folder))
    try folder.write("out/many-3.png", [0])
    let report = try run("stages: [decode, gray, encode: {format: png}]", folder)
    #expect(report.failures.map(\.status) == [.cannotCreate])
    #expect(report.pages == 2)
    #expect(folder.read("out/many-3.png") == [0])
    #expect(folder.read("out/many-4.png") == nil)
  }

  @Test func pagesGoToNumberedFilesWhereTheFormatHoldsOne() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/many.pgm", [1, 2, 3].flatMap { graymap(value: $0) })
    try folder.write("in/one.pgm", graymap())
    let report = try run("stages: [decode, gray, encode: {format: png}]", folder)
    #expect(report.pages == 4)
    let results = folder.files.filter { $0.hasPrefix("out/") }
    #expect(results == ["out/many-1.png", "out/many-2.png", "out/many-3.png", "out/one.png"])
    let pipeline = try pipeline("stages: [decode, gray, encode: {format: png}]")
    let documents = try InputDocuments([folder.path + "/in/many.pgm"])
    let piped = DocumentRunner(pipeline: pipeline, threads: 1).run(
      documents, to: OutputTarget(.standardOutput))
    #expect(piped.status == .usage)
    #expect(piped.failures.first?.reason.contains("has several pages") == true)
  }

  @Test func existingResultsAreRefusedSkippedOrReplaced() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.pgm", graymap(value: 1))
    try folder.write("in/b.pgm", graymap(value: 2))
    try folder.write("out/a.pgm", [0])
    let documents = try InputDocuments([folder.path + "/in"])
    let target = OutputTarget(.folder(path: folder.path + "/out"), documents: documents)
    let error = #expect(throws: FileError.self) { try target.checkExisting(documents) }
    #expect(error?.path == folder.path + "/out/a.pgm")
    #expect(error?.status == .cannotCreate)

    let skipped = try run(invert, folder, existing: .skip)
    #expect(skipped.skipped == 1 && skipped.pages == 1)
    #expect(folder.read("out/a.pgm") == [0])
    #expect(folder.read("out/b.pgm") == graymap(value: 253))

    let replaced = try run(invert, folder, existing: .overwrite)
    #expect(replaced.pages == 2 && replaced.status == .success)
    #expect(folder.read("out/a.pgm") == graymap(value: 254))
  }

  @Test func twoDocumentsWithOneResultAreNotMixedUp() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.pgm", graymap(value: 1))
    try folder.write("in/a.jpg", graymap(value: 2))
    let report = try run("stages: [decode, gray, invert, encode: {format: pnm}]", folder, threads: 1)
    #expect(report.pages == 1)
    #expect(report.status == .cannotCreate)
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/a.pgm"])
  }

  @Test func anotherInputIsNeverOverwrittenInPlace() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.jpg", graymap(value: 1))
    try folder.write("in/a.pgm", graymap(value: 2))
    let pipeline = try pipeline("stages: [decode, gray, invert, encode: {format: pnm}]")
    let documents = try InputDocuments([folder.path + "/in"])
    let target = OutputTarget(
      .folder(path: folder.path + "/in"), existing: .overwrite, documents: documents,
      outputName: pipeline.outputName)
    let report = DocumentRunner(pipeline: pipeline, threads: 1).run(documents, to: target)
    #expect(report.failures.map(\.document) == [folder.path + "/in/a.jpg"])
    #expect(folder.read("in/a.pgm") == graymap(value: 253))
  }

  @Test func severalFoldersKeepTheirNamesAndResultsInsideAreNotInputs() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/x/1.pgm", graymap())
    try folder.write("in/y/1.pgm", graymap())
    let report = try run(invert, folder, inputs: [folder.path + "/in/x", folder.path + "/in/y/"])
    #expect(report.pages == 2)
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/x/1.pgm", "out/y/1.pgm"])
    var whole = try InputDocuments([folder.path])
    whole.excludedFolder = folder.path + "/out"
    #expect(whole.map(\.relativePath) == ["in/x/1.pgm", "in/y/1.pgm"])
  }

  @Test func aMissingInputIsKnownBeforeAnythingRuns() {
    let error = #expect(throws: FileError.self) { try InputDocuments(["/nowhere/at/all.png"]) }
    #expect(error?.status == .missingInput)
  }

  @Test func anExtensionFollowsAChosenFormat() throws {
    let png = try pipeline("stages: [decode, gray, encode: {format: png}]").outputName
    #expect(png("scan.tif") == "scan.png")
    #expect(png("scan.PNG") == "scan.PNG")
    #expect(png("page.1") == "page.1.png")
    let same = try pipeline("stages: [decode, gray, encode]").outputName
    #expect(same("scan.tiff") == "scan.tiff")
  }
}

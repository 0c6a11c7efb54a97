import ImageFiles
import Imaging
import TestSupport
import TextTables
import Testing

@testable import PipelineEngine

@Suite struct MeasurementTests {
  @Test func measuresBeforeAndAfterAgainstThePageOfTheSameStem() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a/10.pgm", graymap(value: 0))
    try folder.write("in/a/9.pgm", graymap(value: 255))
    try folder.write("in/lonely.pgm", graymap())
    try folder.write("in/wrong.pgm", graymap(width: 5))
    try folder.write("clean/a/10.pnm", graymap(value: 255))
    try folder.write("clean/a/9.pgm", graymap(value: 0))
    try folder.write("clean/wrong.pgm", graymap(width: 6))
    let measurements = PageMeasurements(references: try ReferencePages(folder.path + "/clean"))
    var runner = DocumentRunner(
      pipeline: try pipeline("stages: [decode, gray, invert, encode]"), threads: 2)
    runner.observer = measurements
    let report = runner.run(try InputDocuments([folder.path + "/in"]), to: OutputTarget(.nowhere))
    #expect(report.pages == 4)
    #expect(
      measurements.csv == """
        page,width,height,rmse_input,rmse,psnr,ssim,rmse_edges,rmse_background,edge_pixels,edge_error
        a/9.pgm,3,2,1.000000,0.000000,inf,1.000000,0.000000,0.000000,1.000000,0.000000
        a/10.pgm,3,2,1.000000,0.000000,inf,1.000000,0.000000,0.000000,0.000000,0.000000

        """)
    #expect(measurements.failures.count == 2)
    #expect(measurements.failures.first?.status == .missingInput)
    #expect(measurements.failures.last?.description.contains("5×2 pixels, but its reference has 6×2") == true)
    let start = "all pages: 2 pages, RMSE pooled 0.000000 mean 0.000000 (untouched 1.000000 and 1.0"
    #expect(measurements.summary().sentence().hasPrefix(start))
  }

  @Test func eachPageOfADocumentIsMeasuredAgainstThatOfItsReference() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/book.pnm", [255, 0, 255].flatMap { graymap(value: $0) })
    try folder.write("clean/book.pnm", [0, 255, 255].flatMap { graymap(value: $0) })
    let references = try ReferencePages(folder.path + "/clean")
    let measurements = PageMeasurements(references: references)
    var runner = DocumentRunner(pipeline: try pipeline("stages: [decode, gray, invert, encode]"), threads: 2)
    runner.observer = measurements
    #expect(runner.run(try InputDocuments([folder.path + "/in"]), to: OutputTarget(.nowhere)).pages == 3)
    #expect(measurements.measurements.map(\.page) == ["book.pnm", "book.pnm#2", "book.pnm#3"])
    #expect(measurements.measurements.map { $0.places.total.mean } == [0, 0, 1])
    let book = try references.document(for: "book.pnm")
    #expect(try [2, 1].map { try book.page($0).samples[0] } == [.max, 0])
    #expect(throws: FileError.self) { try book.page(4) }
  }

  @Test func aDamagedPageOfAReferenceLosesNoOther() throws {
    let folder = try TemporaryFolder()
    let writer = try ImageWriter(format: .tiff)
    for gray in [UInt16(0), 1, 2] {
      try writer.append(GrayImage(width: 90, height: 70, filledWith: gray * 257), bilevel: false, resolution: nil)
    }
    var bytes = try writer.finish()
    // The first strip begins behind the header.
    for index in 10..<20 { bytes[index] = 0xFF }
    try folder.write("book.tif", bytes)
    let book = try ReferencePages(folder.path + "/book.tif").document(for: "book.tif")
    #expect(throws: ImageFileError.self) { try book.page(1) }
    #expect(try [2, 3].map { try book.page($0).samples[0] } == [257, 2 * 257])
  }

  /// A page all wrong at its edges, which are half of it, and a page all right, three times as large.
  @Test func summariesPoolPixelsAndAverageOverPages() {
    let reference = GrayImage(width: 6, height: 1, samples: [0] + Array(repeating: .max, count: 5))
    let wrong = GrayImage(width: 6, height: 1, samples: [.max, 0, 0] + Array(repeating: .max, count: 3))
    let right = GrayImage(width: 6, height: 3)
    let measurements = [("3, wrong.png", wrong, reference), ("6.png", right, right)].map { page, image, reference in
      PageMeasurement(
        page: page, width: image.width, height: image.height, input: SquaredError(right, right),
        places: ErrorByPlace(image, reference), similarity: page == "6.png" ? 1 : 0.5)
    }
    let summary = MeasurementSummary(measurements)
    #expect(summary.pages == 2)
    #expect(summary.places.edges.count == 3 && summary.places.background.count == 21)
    #expect(summary.meanSimilarity == 0.75)
    #expect(summary.meanPeakSignalToNoise == .infinity)
    let first = MeasurementSummary([measurements[0]])
    #expect(
      MeasurementSummary.csv([("a, b", first), ("all pages", summary)]) == """
        group,pages,rmse_input_pooled,rmse_input_mean,rmse_pooled,rmse_mean,psnr_pooled,psnr_mean,ssim_mean,\
        rmse_edges,rmse_background,edge_pixels,edge_error
        "a, b",1,0.000000,0.000000,0.707107,0.707107,3.010,3.010,0.500000,1.000000,0.000000,0.500000,1.000000
        all pages,2,0.000000,0.000000,0.353553,0.353553,9.031,inf,0.750000,1.000000,0.000000,0.125000,1.000000

        """)
    let lines = MeasurementSummary.table([("a, b", first), ("all pages", summary)]).split(separator: "\n")
    #expect(lines.count == 4 && lines[1].hasPrefix("a, b ") && lines[1].hasSuffix("50.0 %       100.0 %"))
    #expect(measurements[0].cells.first == "\"3, wrong.png\"")
  }

  @Test func selectionsTakeListsGroupsAndNumbers() throws {
    let folder = try TemporaryFolder()
    let list = try folder.write("list.txt", Array("# names\n3 coffee\nsub/6 folded\n\n9\n".utf8))
    var selection = PageSelection()
    #expect(selection.contains("anything.png"))
    try selection.restrict(toListIn: list)
    #expect(["3.png", "sub/6.tif", "9.pgm", "6.png"].map(selection.contains) == [true, true, true, false])
    #expect(selection.groupNames == ["coffee", "folded"])
    #expect(selection.group(of: "sub/6.tif") == "folded")
    #expect(selection.group(of: "9.pgm") == nil)
    var numbers = PageSelection()
    try numbers.restrict(toNumbersModulo: 3, remainders: [0])
    #expect(
      ["3.png", "4.png", "v2/page12b.png", "cover.png"].map(numbers.contains) == [true, false, true, false])
    #expect(throws: UsageError.self) { try numbers.restrict(toNumbersModulo: 3, remainders: [3]) }
  }

  @Test(arguments: [
    (0.0, 3, "0.000"), (0.02135, 6, "0.021350"), (-1.5, 1, "-1.5"), (0.9999999, 4, "1.0000"),
    (.infinity, 2, "inf"), (12, 0, "12"), (1e300, 3, "1e+300"), (-1e16, 0, "-1e+16"),
  ])
  func decimalsAreWrittenInFull(value: Double, count: Int, text: String) {
    #expect(decimals(value, count) == text)
  }

  @Test func namesAreSortedByTheirNumbers() {
    let names = ["b1", "a10", "a9", "a", "a010", "a9b"]
    #expect(names.sorted(by: comesBefore) == ["a", "a9", "a9b", "a010", "a10", "b1"])
  }

  @Test func theProgressLineKnowsWhatIsLeft() {
    #expect(progressLine(done: 25, total: 100, seconds: 10, rate: "x").hasSuffix(" 25/100  x  ETA 0:30"))
    #expect(
      progressLine(done: 75, total: 100, before: 50, seconds: 3_700, rate: "x").hasSuffix("ETA 1:01:40"))
    #expect(progressLine(done: 0, total: 3, seconds: 1, rate: "x").hasSuffix("ETA –"))
  }
}

import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

@testable import PipelineEngine

/// Bad pages, folders and places for results: what is refused, and what goes on.
@Suite struct RefusalTests {
  private func runner(_ text: String, threads: Int = 1) throws -> DocumentRunner {
    DocumentRunner(pipeline: try pipeline(text), threads: threads)
  }

  /// A TIFF of three pages, the first of them damaged.
  private func damagedTIFF() throws -> [UInt8] {
    let writer = try ImageWriter(format: .tiff)
    for width in [90, 31, 32] {
      let samples = (0..<width * 70).map { UInt16(truncatingIfNeeded: ($0 &* $0 &+ 7) &* 2_654_435_761 >> 13) }
      try writer.append(GrayImage(width: width, height: 70, samples: samples), bilevel: false, resolution: nil)
    }
    var bytes = try writer.finish()
    // The first strip begins behind the header.
    for index in 100..<140 { bytes[index] = 0xFF }
    return bytes
  }

  @Test func pagesKeepTheirNumbersWhenOneIsDamaged() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/three.tif", damagedTIFF())
    let report = try runner("stages: [decode, gray, encode: {format: png}]").run(
      InputDocuments([folder.path + "/in"]),
      to: OutputTarget(.folder(path: folder.path + "/out")) { stem(of: $0) + ".png" })
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/three-2.png", "out/three-3.png"])
    #expect(report.failures.map(\.page) == [1])
    let text = try #require(report.failures.first).description
    #expect(text.hasPrefix(folder.path + "/in/three.tif, page 1: the TIFF is damaged"))
    #expect(text.components(separatedBy: "page 1").count == 2)
  }

  @Test func theOnlyGoodPageOfSeveralHasItsNumber() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/three.tif", damagedTIFF())
    let report = try runner("stages: [decode, gray, invert: {refusedWidth: 32}, encode: {format: png}]").run(
      InputDocuments([folder.path + "/in"]),
      to: OutputTarget(.folder(path: folder.path + "/out")) { stem(of: $0) + ".png" })
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/three-2.png"])
    #expect(report.failures.map(\.page) == [1, 3])
    #expect(report.pages == 1)
  }

  @Test func whatFailedBeforeAFileCouldNotBeWrittenIsStillTold() throws {
    let folder = try TemporaryFolder()
    let pages = [graymap(value: 1), graymap(width: 7), graymap(value: 3)]
    try folder.write("in/many.pgm", pages.flatMap { $0 })
    try folder.write("out", [1])
    let report = try runner("stages: [decode, gray, invert: {refusedWidth: 7}, encode]").run(
      InputDocuments([folder.path + "/in"]), to: OutputTarget(.folder(path: folder.path + "/out")))
    #expect(report.failures.map(\.page) == [2, nil])
    #expect(report.failures.map(\.status) == [.badPage, .cannotCreate])
    #expect(report.pages == 0)
  }

  @Test func aNumberedPageIsNotWrittenOverAnotherInputOrResult() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/many-2.pnm", graymap(value: 9))
    try folder.write("in/many.pgm", [1, 2].flatMap { graymap(value: $0) })
    let documents = try InputDocuments([folder.path + "/in"])
    let inPlace = OutputTarget(
      .folder(path: folder.path + "/in"), existing: .overwrite, documents: documents
    ) { stem(of: $0) + ".pnm" }
    let report = try runner("stages: [decode, gray, encode: {format: png}]").run(documents, to: inPlace)
    #expect(report.status == .cannotCreate)
    #expect(report.failures.map(\.document) == [folder.path + "/in/many.pgm"])
    let apart = OutputTarget(.folder(path: folder.path + "/out"), existing: .overwrite, documents: documents) {
      stem(of: $0) + ".png"
    }
    let second = try runner("stages: [decode, gray, encode: {format: png}]").run(documents, to: apart)
    #expect(second.failures.map(\.document) == [folder.path + "/in/many.pgm"])
    #expect(folder.files.filter { $0.hasPrefix("out/") } == ["out/many-1.png", "out/many-2.png"])
  }

  @Test func aFolderThatCannotBeReadIsADocumentThatFails() throws {
    let folder = try TemporaryFolder()
    try folder.write("in/a.pgm", graymap())
    var iterator = try InputDocuments([folder.path + "/in"]).makeIterator()
    try FileManager.default.moveItem(atPath: folder.path + "/in", toPath: folder.path + "/gone")
    let next = iterator.next()
    let document = try #require(next)
    #expect(document.source == .unreadable(path: folder.path + "/in", code: ENOENT))
    let error = #expect(throws: FileError.self) { try document.load() }
    #expect(error?.status == .missingInput)
    #expect(error?.description == folder.path + "/in: cannot be read: no such file or directory")
    let end = iterator.next()
    #expect(end == nil)
  }

  @Test func aDocumentIsRefusedByItsBeginningOrItsSize() throws {
    let folder = try TemporaryFolder()
    let text = try folder.write("a.png", Array("no image at all".utf8))
    let foreign = #expect(throws: ImageFileError.self) { try InputDocuments([text]).first { _ in true }?.load() }
    #expect(foreign?.kind == .unknownFormat)
    let image = try folder.write("b.pgm", graymap())
    #expect(try ByteStream(path: image).readImage(limit: graymap().count) == graymap())
    let large = #expect(throws: FileError.self) { try ByteStream(path: image).readImage(limit: graymap().count - 1) }
    #expect(large?.status == .badPage)
  }

  @Test(arguments: [0, 1, 11, 12, 13, 65_548, 400_000]) func aStreamOfUnknownSizeIsReadWhole(count: Int) throws {
    let folder = try TemporaryFolder()
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
    let descriptor = open(try folder.write("x", bytes), O_RDONLY)
    defer { close(descriptor) }
    let stream = ByteStream(descriptor: descriptor, name: "x")
    #expect(try stream.beginning(12) == Array(bytes.prefix(12)))
    #expect(try stream.readAll(limit: 400_000) == bytes)
  }

  @Test func twoReferencesOfOneNameAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.write("clean/a.png", [1])
    try folder.write("clean/a.tif", [1])
    let error = #expect(throws: FileError.self) { try ReferencePages(folder.path + "/clean") }
    #expect(error?.description.contains("clean/a.png") == true)
    #expect(error?.description.contains("clean/a.tif") == true)
  }
}

import Foundation
import ImageFiles
import Imaging
import Testing

/// A file of `Fixtures/broken` and how it must be refused; see `make-broken.py` there.
struct BrokenFixture: Decodable, CustomTestStringConvertible {
  var file: String
  var kind: String

  var testDescription: String { file }

  static func all() throws -> [BrokenFixture] {
    let manifest = try Data(contentsOf: brokenFixtures.appending(path: "manifest.json"))
    return try JSONDecoder().decode([BrokenFixture].self, from: manifest)
  }

  func bytes() throws -> [UInt8] {
    // Not Data(contentsOf:), which leaks its buffer on an empty file and fails a run that looks for leaks.
    let handle = try FileHandle(forReadingFrom: brokenFixtures.appending(path: file))
    defer { try? handle.close() }
    return [UInt8](try handle.readToEnd() ?? Data())
  }
}

@Suite struct BrokenFileTests {
  @Test(arguments: try BrokenFixture.all())
  func `is refused with a sentence that names it`(fixture: BrokenFixture) throws {
    let bytes = try fixture.bytes()
    let error = #expect(throws: ImageFileError.self) { try decodeAll(bytes, name: fixture.file) }
    let found = try #require(error)
    #expect(found.kind.rawValue == fixture.kind, "\(found)")
    #expect(found.description.hasPrefix(fixture.file + ": "))
    #expect(found.description.count < 300)
    #expect(found.description.utf8.allSatisfy { (0x20...0x7E).contains($0) })
  }

  /// Plain PNM is left out: a cut last number is a number still.
  @Test(arguments: try FormatFixture.all().filter { !["p2", "p3"].contains($0.file.prefix(2)) })
  func `a cut file is refused, or nothing of it is missing`(fixture: FormatFixture) throws {
    let bytes = try fixture.bytes()
    let whole = try decodeAll(bytes, name: fixture.file).map(\.raster)
    let step = max(bytes.count / 40, 1)
    for length in stride(from: 0, to: bytes.count, by: step) {
      let reader: ImageReader
      do { reader = try ImageReader(bytes: Array(bytes[..<length]), name: fixture.file) } catch { continue }
      var pages: [Raster] = []
      do {
        while let page = try reader.nextPage() { pages.append(page.raster) }
        // A stream of PNM pictures may end after any of them.
        let expected = reader.format == .pnm ? Array(whole.prefix(pages.count)) : whole
        let isWhole = pages == expected
        #expect(isWhole, "cut at \(length) of \(bytes.count)")
      } catch {
        #expect(error.kind != .encoding)
        #expect(pages == Array(whole.prefix(pages.count)))
      }
    }
  }

  @Test func `more directories than any document has are refused`() {
    var bytes: [UInt8] = [0x49, 0x49, 42, 0, 8, 0, 0, 0]
    for index in 1...70_000 {
      let next = UInt32(8 + index * 6)
      bytes += [0, 0] + (0..<4).map { UInt8(next >> UInt32($0 * 8) & 255) }
    }
    let error = #expect(throws: ImageFileError.self) { try ImageReader(bytes: bytes, name: "many.tif") }
    #expect(error?.kind == .tooLarge)
  }

  @Test func `a damaged page of a TIFF does not lose the next`() throws {
    let writer = try ImageWriter(format: .tiff)
    let images = [noiseImage(width: 90, height: 70), noiseImage(width: 31, height: 13)]
    for image in images { try writer.append(image, bilevel: false, resolution: nil) }
    var bytes = try writer.finish()
    // The first strip begins behind the header.
    for index in 100..<140 { bytes[index] = 0xFF }
    let reader = try ImageReader(bytes: bytes, name: "two.tif")
    let error = #expect(throws: ImageFileError.self) { try reader.nextPage() }
    #expect(error?.page == 1)
    #expect(error?.description.hasPrefix("two.tif, page 1: the TIFF is damaged") == true)
    #expect(try reader.nextPage()?.raster.width == 31)
    #expect(try reader.nextPage() == nil)
  }
}

@Suite struct DecodingLimitTests {
  @Test(arguments: try FormatFixture.all())
  func `a page over the limit of pixels is refused`(fixture: FormatFixture) throws {
    let bytes = try fixture.bytes()
    let most = fixture.pages.map { $0.width * $0.height }.max() ?? 0
    let error = #expect(throws: ImageFileError.self) {
      try decodeAll(bytes, name: fixture.file, limits: DecodingLimits(maxPixels: most - 1))
    }
    #expect(error?.kind == .tooLarge)
    let pages = try decodeAll(bytes, name: fixture.file, limits: DecodingLimits(maxPixels: most))
    #expect(pages.count == fixture.pages.count)
  }

  @Test(arguments: try FormatFixture.all())
  func `a page over the limit of memory is refused`(fixture: FormatFixture) throws {
    let bytes = try fixture.bytes()
    let most = fixture.pages.map { $0.width * $0.height * $0.channels * $0.bits / 8 }.max() ?? 0
    let error = #expect(throws: ImageFileError.self) {
      try decodeAll(bytes, name: fixture.file, limits: DecodingLimits(maxMemory: most - 1))
    }
    #expect(error?.kind == .tooLarge)
    let pages = try decodeAll(bytes, name: fixture.file, limits: DecodingLimits(maxMemory: most))
    #expect(pages.count == fixture.pages.count)
  }
}

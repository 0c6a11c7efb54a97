import ImageFiles
import Imaging
import Testing

/// Decodes every page of a stream made of text and bytes.
private func decode(_ text: String, _ raw: [UInt8] = [], limits: DecodingLimits = .init()) throws -> [Page] {
  let reader = try ImageReader(bytes: Array(text.utf8) + raw, name: "stream", limits: limits)
  var pages: [Page] = []
  while let page = try reader.nextPage() { pages.append(page) }
  return pages
}

private func kind(_ text: String, _ raw: [UInt8] = []) -> ImageFileError.Kind? {
  do {
    _ = try decode(text, raw)
    return nil
  } catch let error as ImageFileError {
    return error.kind
  } catch {
    return nil
  }
}

@Suite struct PNMTests {
  @Test func `the size of the next page is known before it is decoded`() throws {
    let bytes = Array("P5 2 1 255\nab".utf8) + Array("P6 3 2 65535\n".utf8) + Array(repeating: 7, count: 36)
    let reader = try ImageReader(bytes: bytes, name: "stream", limits: DecodingLimits())
    #expect(reader.largestSizeOfNextPage == nil)
    #expect(try reader.nextPage() != nil)
    #expect(reader.largestSizeOfNextPage == 36)
    #expect(try reader.nextPage()?.raster.width == 3)
    #expect(reader.largestSizeOfNextPage == nil)
    #expect(try reader.nextPage() == nil)
  }

  @Test func `plain bits may stand with and without white space, and 1 is black`() throws {
    let page = try #require(try decode("P1\n# a comment\n5 2\n1 0 1 0 1\n01010").first)
    #expect(page.raster.samples == .bits8([0, 255, 0, 255, 0, 255, 0, 255, 0, 255]))
    #expect(page.isBilevel)
    #expect(page.format == .pnm)
  }

  @Test func `packed bits are padded to whole bytes a row`() throws {
    let page = try #require(try decode("P4 9 2 ", [0b1010_0000, 0x80, 0xFF, 0x7F]).first)
    #expect(page.raster.width == 9)
    let first: [UInt8] = [0, 255, 0, 255, 255, 255, 255, 255, 0]
    #expect(page.raster.samples == .bits8(first + [0, 0, 0, 0, 0, 0, 0, 0, 255]))
  }

  @Test func `a maximum of 1 widens to black and white`() throws {
    let page = try #require(try decode("P2 3 1 1 0 1 0").first)
    #expect(page.raster.samples == .bits8([0, 255, 0]))
  }

  @Test func `a maximum below 255 widens to 8 bits, rounded`() throws {
    let page = try #require(try decode("P5 4 1 100\n", [0, 33, 50, 100]).first)
    #expect(page.raster.samples == .bits8([0, 84, 128, 255]))
  }

  @Test func `a maximum above 255 has two bytes a sample and widens to 16 bits`() throws {
    let page = try #require(try decode("P5 3 1 300\n", [0, 0, 0, 150, 1, 44]).first)
    #expect(page.raster.samples == .bits16([0, 32768, 65535]))
  }

  @Test func `16 bits stay as they are`() throws {
    let page = try #require(try decode("P6 1 1 65535\n", [0x12, 0x34, 0xFF, 0xFF, 0, 1]).first)
    #expect(page.raster.colorModel == .rgb)
    #expect(page.raster.samples == .bits16([0x1234, 0xFFFF, 1]))
  }

  @Test func `a comment may stand inside the header of a raw picture`() throws {
    let page = try #require(try decode("P5 # width\n2#height\n 1\n#maximum\n255\n", [7, 9]).first)
    #expect(page.raster.samples == .bits8([7, 9]))
  }

  @Test func `PAM of every depth`() throws {
    for depth in 1...4 {
      let bytes = (0..<UInt8(depth * 2)).map { $0 * 20 }
      let header = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH \(depth)\nMAXVAL 255\nTUPLTYPE X\nENDHDR\n"
      let page = try #require(try decode(header, bytes).first)
      #expect(page.raster.colorModel.channels == depth)
      #expect(page.raster.samples == .bits8(bytes))
    }
    let black = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 1\nMAXVAL 1\nTUPLTYPE BLACKANDWHITE\nENDHDR\n"
    let page = try #require(try decode(black, [0, 1]).first)
    #expect(page.isBilevel)
    #expect(page.raster.samples == .bits8([0, 255]))
  }

  @Test func `PAM of inks becomes RGB`() throws {
    let header = "P7\nWIDTH 2\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE CMYK\nENDHDR\n"
    let page = try #require(try decode(header, [0, 0, 0, 0, 255, 0, 0, 51]).first)
    #expect(page.raster.colorModel == .rgb)
    #expect(page.raster.samples == .bits8([255, 255, 255, 0, 204, 204]))
  }

  @Test func `pictures in a row are pages, each of its own size`() throws {
    let first = Array("P5 2 1 255\n".utf8) + [1, 2]
    let second = Array("P5 1 1 255\n".utf8) + [3]
    let pages = try decode("", first + second + Array("P2 1 1 9 9\n".utf8))
    #expect(pages.map(\.pageNumber) == [1, 2, 3])
    #expect(pages.map(\.raster.samples) == [.bits8([1, 2]), .bits8([3]), .bits8([255])])
  }

  @Test(arguments: [
    ("P5", ImageFileError.Kind.unknownFormat), ("P8 1 1 255\n0", .unknownFormat), ("P5 3", .truncated),
    ("P5 3 3 255\n12345678", .truncated), ("P5 0 3 255\n", .empty), ("P5 3 0 255\n", .empty),
    ("P5 3 3 0\n123456789", .corrupt), ("P5 3 3 65536\n123456789", .corrupt), ("P2 2 1 9 1 10", .corrupt),
    ("P2 2 1 9 1 x10", .corrupt), ("P1 2 1 1 2", .corrupt), ("P5 -1 1 255\n0", .corrupt),
    ("P5 60000 60000 255\n123", .tooLarge), ("P5 20000 20000 255\n123", .truncated),
    ("P5 99999999999999999999 1 255\n0", .corrupt), ("P2 2 1 9 1", .truncated),
    ("P7\nWIDTH 1\nHEIGHT 1\nENDHDR\n1", .corrupt),
    ("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 7\nMAXVAL 255\nENDHDR\n1234567", .unsupported),
    ("P5 1 1 255\n1trailing", .corrupt), ("P5 1 1 7\nz", .corrupt),
  ]) func `what is wrong is found and named`(text: String, expected: ImageFileError.Kind) {
    #expect(kind(text) == expected)
  }
}

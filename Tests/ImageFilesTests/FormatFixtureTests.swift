import ImageFiles
import Imaging
import Testing

/// Every file of the matrix, written by encoders other than ours, against pixels computed without any.
@Suite struct FormatFixtureTests {
  @Test(arguments: try FormatFixture.all())
  func `decodes to the expected pages`(fixture: FormatFixture) throws {
    let pages = try decodeAll(try fixture.bytes(), name: fixture.file)
    #expect(pages.count == fixture.pages.count)
    for (page, expected) in zip(pages, fixture.pages) {
      try #require((page.raster.width, page.raster.height) == (expected.width, expected.height))
      try #require(page.raster.colorModel.channels == expected.channels)
      #expect(page.raster.bits == expected.bits)
      #expect(page.isBilevel == expected.bilevel)
      let difference = zip(page.raster.integers, try expected.samples()).map { abs($0 - $1) }.max() ?? 0
      #expect(difference <= fixture.tolerance, "largest difference \(difference)")
      if let resolution = expected.resolution {
        #expect(
          page.resolution
            == Resolution(
              horizontal: resolution.horizontal, vertical: resolution.vertical, unit: resolution.unit))
      }
    }
  }

  @Test(arguments: try FormatFixture.all())
  func `the format is found by content`(fixture: FormatFixture) throws {
    let format = ImageFormat.sniff(try fixture.bytes().prefix(8))
    let byExtension: [String: ImageFormat] = [
      "png": .png, "tif": .tiff, "jpg": .jpeg, "pbm": .pnm, "pgm": .pnm, "ppm": .pnm, "pam": .pnm,
      "pnm": .pnm,
    ]
    #expect(format == byExtension[String(fixture.file.suffix(3))])
  }

  @Test func `the pages of a file are numbered, thumbnails left out`() throws {
    let fixture = try #require(try FormatFixture.all().first { $0.file == "several-and-a-thumbnail.tif" })
    let pages = try decodeAll(try fixture.bytes(), name: "scan")
    #expect(pages.map(\.pageNumber) == [1, 2, 3])
    #expect(pages.allSatisfy { $0.pageCount == 3 && $0.sourceName == "scan" && $0.format == .tiff })
  }
}

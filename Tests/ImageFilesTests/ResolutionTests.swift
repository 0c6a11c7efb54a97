import ImageFiles
import Imaging
import Testing

@Suite struct ResolutionTests {
  private func through(_ format: ImageFormat, _ resolution: Resolution) throws -> Resolution? {
    try roundTrip([noiseImage(width: 9, height: 5)], as: format, resolution: resolution).first?.resolution
  }

  @Test(arguments: [
    (ImageFormat.png, Resolution(horizontal: 11811, vertical: 5906, unit: .perMetre)),
    (.png, Resolution(horizontal: 4, vertical: 3, unit: .none)),
    (.jpeg, Resolution(horizontal: 300, vertical: 150, unit: .perInch)),
    (.jpeg, Resolution(horizontal: 118, vertical: 119, unit: .perCentimetre)),
    (.jpeg, Resolution(horizontal: 4, vertical: 3, unit: .none)),
    (.tiff, Resolution(horizontal: 300, vertical: 299.5, unit: .perInch)),
    (.tiff, Resolution(horizontal: 118.11, vertical: 59.055, unit: .perCentimetre)),
    (.tiff, Resolution(horizontal: 1.0 / 3, vertical: 4_294_967_295, unit: .perInch)),
    (.tiff, Resolution(horizontal: 16_777_217, vertical: 16_777_217.0 / 1001, unit: .perCentimetre)),
    (.tiff, Resolution(horizontal: 4, vertical: 3, unit: .none)),
  ])
  func `is exact in the unit of its format`(format: ImageFormat, resolution: Resolution) throws {
    #expect(try through(format, resolution) == resolution)
  }

  @Test(arguments: [
    (
      ImageFormat.png, Resolution(horizontal: 300, vertical: 600, unit: .perInch), 11811.0, 23622.0,
      "perMetre"
    ),
    (.png, Resolution(horizontal: 118.11, vertical: 59.05, unit: .perCentimetre), 11811, 5905, "perMetre"),
    (.tiff, Resolution(horizontal: 11811, vertical: 5905, unit: .perMetre), 118.11, 59.05, "perCentimetre"),
    (.tiff, Resolution(horizontal: 11800, vertical: 4001, unit: .perMetre), 118, 40.01, "perCentimetre"),
    (.jpeg, Resolution(horizontal: 11811, vertical: 23622, unit: .perMetre), 300, 600, "perInch"),
    (.jpeg, Resolution(horizontal: 11800, vertical: 11900, unit: .perMetre), 118, 119, "perCentimetre"),
    (.jpeg, Resolution(horizontal: 118.11, vertical: 118.11, unit: .perCentimetre), 300, 300, "perInch"),
    (.jpeg, Resolution(horizontal: 299.6, vertical: 70000, unit: .perInch), 300, 65535, "perInch"),
  ])
  func `is converted to the nearest of another format`(
    format: ImageFormat, resolution: Resolution, horizontal: Double, vertical: Double, unit: String
  ) throws {
    let found = try #require(try through(format, resolution))
    #expect((found.horizontal, found.vertical) == (horizontal, vertical))
    #expect(found.unit.rawValue == unit)
  }

  @Test(arguments: [ImageFormat.png, .tiff, .jpeg])
  func `none stays none`(format: ImageFormat) throws {
    let page = try #require(try roundTrip([noiseImage(width: 9, height: 5)], as: format).first)
    #expect(page.resolution == nil)
  }

  @Test(arguments: [0, -1, Double.nan, .infinity]) func `a figure without meaning is left out`(
    figure: Double
  ) throws {
    for format in ImageFormat.allCases {
      #expect(try through(format, Resolution(horizontal: figure, vertical: 300, unit: .perInch)) == nil)
    }
  }

  @Test func `every page of a TIFF keeps its own`() throws {
    let writer = try ImageWriter(format: .tiff)
    let resolutions = [118.11, 59.055, 1.0 / 7].map {
      Resolution(horizontal: $0, vertical: $0 * 2, unit: .perCentimetre)
    }
    for (index, resolution) in resolutions.enumerated() {
      let image = noiseImage(width: 5 + index, height: 7)
      try writer.append(image, bilevel: index == 1, resolution: resolution)
    }
    #expect(try decodeAll(try writer.finish(), name: "pages").map(\.resolution) == resolutions)
  }
}

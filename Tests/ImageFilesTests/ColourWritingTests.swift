import ImageFiles
import Imaging
import Testing

/// Pages in colour, written and read back.
@Suite struct ColourWritingTests {
  /// A page in colour that is written as it came: its luma is its own.
  private func page(width: Int, height: Int) -> RecolouredImage {
    let colours = RGBImage(
      width: width, height: height,
      samples: (0..<width * height).flatMap { place in
        let (x, y) = (place % width, place / width)
        return [UInt8(x * 200 / width + 20), UInt8(y * 150 / height + 60), UInt8((x + y) % 2 * 3 + 90)]
      })
    let raster = Raster(width: width, height: height, colorModel: .rgb, samples: .bits8(colours.samples))
    return RecolouredImage(colours, luma: GrayImage(raster))
  }

  private static let sizes = [(1, 1), (1, 37), (7, 5), (131, 90)]
  private static let resolution = Resolution(horizontal: 300, vertical: 200, unit: .perInch)

  private func written(_ page: RecolouredImage, _ format: ImageFormat) throws -> Page {
    let writer = try ImageWriter(format: format)
    try writer.append(page, resolution: Self.resolution)
    return try #require(try ImageReader(bytes: try writer.finish(), name: "colour").nextPage())
  }

  @Test(arguments: [ImageFormat.png, .tiff, .pnm], sizes)
  func coloursComeBackExactly(format: ImageFormat, size: (Int, Int)) throws {
    let page = page(width: size.0, height: size.1)
    let back = try written(page, format)
    #expect(back.format == format && back.raster.colorModel == .rgb && !back.isBilevel)
    #expect((back.raster.width, back.raster.height) == size)
    #expect(back.raster.samples == .bits8(page.colours.samples))
  }

  @Test(arguments: sizes) func aJPEGKeepsColoursNearlyAndItsChromaInFull(size: (Int, Int)) throws {
    let page = page(width: size.0, height: size.1)
    let back = try written(page, .jpeg)
    #expect(back.raster.colorModel == .rgb)
    let differences = zip(back.raster.integers, page.colours.samples).map { abs($0 - Int($1)) }
    #expect(differences.max() ?? 0 <= 12)
    #expect(differences.reduce(0, +) <= 3 * differences.count)
  }

  @Test func aThinRedLineStaysRedInAJPEG() throws {
    let width = 32
    let colours = RGBImage(
      width: width, height: 32,
      samples: (0..<width * 32).flatMap { $0 % width == 15 ? [200, 30, 30] as [UInt8] : [255, 255, 255] })
    let raster = Raster(width: width, height: 32, colorModel: .rgb, samples: .bits8(colours.samples))
    let back = try written(RecolouredImage(colours, luma: GrayImage(raster)), .jpeg)
    let line = back.raster.integers[(16 * width + 15) * 3..<(16 * width + 16) * 3].map { $0 }
    #expect(line[0] - line[1] > 140)
  }

  @Test(arguments: [ImageFormat.png, .tiff, .jpeg]) func resolutionIsKept(format: ImageFormat) throws {
    let back = try #require(try written(page(width: 20, height: 10), format).resolution)
    let inch = back.unit == .perMetre ? 0.0254 : 1
    #expect(abs(back.horizontal * inch - 300) < 0.01 && abs(back.vertical * inch - 200) < 0.01)
  }

  @Test(arguments: [ImageFormat.tiff, .pnm]) func pagesOfEveryKindStandInOneFile(format: ImageFormat) throws {
    let writer = try ImageWriter(format: format)
    let gray = GrayImage(width: 30, height: 20, filledWith: 257 * 77)
    let colour = page(width: 600, height: 300)
    try writer.append(gray, bilevel: false, resolution: nil)
    try writer.append(colour, resolution: nil)
    try writer.append(gray, bilevel: true, resolution: nil)
    try writer.append(colour, resolution: nil)
    let pages = try decodeAll(try writer.finish(), name: "kinds")
    #expect(pages.map(\.raster.colorModel) == [.gray, .rgb, .gray, .rgb])
    #expect(pages.map(\.isBilevel) == [false, false, true, false])
    #expect(pages[1].raster.samples == .bits8(colour.colours.samples))
    #expect(pages[3].raster == pages[1].raster)
  }
}

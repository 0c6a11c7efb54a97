import ImageFiles
import Imaging
import Testing

@testable import PipelineEngine

/// Pages that carry their colours to the encoder.
@Suite struct ColourPageTests {
  private let raster = Raster(
    width: 20, height: 10, colorModel: .rgb, samples: .bits8((0..<600).map { UInt8($0 % 251) }))

  private func page(isBilevel: Bool = false) -> GrayPage {
    let info = PageInfo(
      sourceName: "page", pageNumber: 1, pageCount: 1, format: .png, resolution: nil, isBilevel: isBilevel)
    return GrayPage(image: GrayImage(raster), info: info, colours: RGBImage(raster))
  }

  private func written(_ page: GrayPage, depth: EncodeStage.Depth) throws -> Page {
    var parameters = EncodeStage.Parameters()
    parameters.depth = depth
    var encoder = try EncodeStage(parameters, context: StageContext(workers: 1)).makeEncoder()
    let files = try encoder.append(page) + encoder.finish()
    let file = try #require(files.first)
    return try #require(try ImageReader(bytes: file.bytes, name: "page").nextPage())
  }

  @Test func coloursAreWrittenUnlessADepthIsChosen() throws {
    #expect(try written(page(), depth: .auto).raster == raster)
    #expect(try written(page(), depth: .gray).raster.colorModel == .gray)
    #expect(try written(page(), depth: .bilevel).isBilevel)
    #expect(try written(page(isBilevel: true), depth: .auto).isBilevel)
  }

  @Test func theBudgetCountsTheColours() throws {
    var page = page()
    // Two planes of 16 bits, the colours and the encoded page.
    #expect(page.memoryNeeded == 200 * (2 + 2 + 3 + 3))
    page.colours = nil
    #expect(page.memoryNeeded == 200 * (2 + 2 + 1))
    let decoded = Page(raster: raster, resolution: nil, isBilevel: false, sourceName: "page", format: .png)
    #expect(decoded.memoryNeeded == 200 * (3 + 2 + 2 + 3))
    let gray = Raster(width: 20, height: 10, colorModel: .gray, samples: .bits16(Array(repeating: 7, count: 200)))
    let plain = Page(raster: gray, resolution: nil, isBilevel: false, sourceName: "page", format: .png)
    #expect(plain.memoryNeeded == 200 * (2 + 2 + 2 + 1))
  }
}

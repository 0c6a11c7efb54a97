import Imaging
import NeuralNetwork
import PipelineEngine
import Testing

@testable import PageCleaning

@Suite struct ScaleStageTests {
  private func page(stroke: Int, ink: Float = 0.1) -> GrayPage {
    var image = FloatImage(width: 600, height: 420, filledWith: 0.9)
    image.map { value, x, y in (x / 150 % 2 == 0 ? y : x) % (5 * stroke) < stroke ? ink : value }
    return GrayPage(
      image: GrayImage(image),
      info: PageInfo(sourceName: "page", pageNumber: 1, format: .png, resolution: nil, isBilevel: false))
  }

  private func tiled(_ page: GrayPage, widestStroke: Double = TileStage.Parameters().widestStroke) throws -> TiledPage {
    var parameters = TileStage.Parameters()
    parameters.widestStroke = widestStroke
    return try TileStage(parameters, context: StageContext(workers: 1)).process(page)
  }

  @Test(arguments: [(2, 1), (4, 1), (6, 2), (9, 3), (14, 4)])
  func pagesOfWideStrokesAreReduced(stroke: Int, reduction: Int) throws {
    #expect(try tiled(page(stroke: stroke)).reduction == reduction)
    #expect(try tiled(page(stroke: stroke), widestStroke: 0).reduction == 1)
  }

  @Test func aReducedPageKeepsItsSizeAndItsEdges() throws {
    let spec = try NetworkSpec("even", inputChannels: 1) { Conv2D(filters: 1, kernel: 1).named("only") }
    let tensors = try Model(initializing: spec, seed: 1).tensors.mapValues { tensor in
      Tensor(shape: tensor.shape, elements: Array(repeating: tensor.shape.count > 1 ? 1 : 0, count: tensor.count))
    }
    let network = try PageNetwork(Model(network: spec, tensors: tensors, record: [:], file: "even"))
    var page = try tiled(page(stroke: 12))
    #expect(page.reduction > 1)
    page.networks = [network]
    let result = try StitchStage(.init(), context: StageContext(workers: 2)).process(page)
    let before = page.page.image
    #expect(result.image.width == before.width && result.image.height == before.height)
    #expect(SquaredError(result.image, before).root < 0.04)
  }

  @Test func faintInkComesBackUnlessToldOtherwise() throws {
    func process(faintInk: Bool) throws -> GrayImage {
      var parameters = RestoreStage.Parameters()
      parameters.faintInk = faintInk
      let context = StageContext(workers: 1)
      var faint = page(stroke: 3, ink: 0.55)
      faint.image = GrayImage(FloatImage(faint.image)).stretched(blackPercentile: 0, whitePercentile: 20)
      let restored = try RestoreStage(parameters, context: context).process(tiled(faint))
      return try StitchStage(.init(), context: context).process(restored).image
    }
    let (before, after) = (try process(faintInk: false), try process(faintInk: true))
    #expect(try #require(before.samples.min()) > 35_000)
    #expect(try #require(after.samples.min()) < 10_000)
  }

  @Test func aNegativeWidthIsRefused() {
    #expect(throws: ParameterError.self) { try tiled(page(stroke: 3), widestStroke: -1) }
  }
}

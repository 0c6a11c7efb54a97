import Foundation
import ImageFiles
import Imaging
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import Testing

@testable import PageCleaning

/// Pictures keep their tones on a page that is cleaned, and a page without pictures is cleaned as ever.
@Suite struct PictureTests {
  private static let pages = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures/pages")

  private func fixture(_ name: String) throws -> GrayImage {
    let bytes = try Array(Data(contentsOf: Self.pages.appendingPathComponent(name)))
    return GrayImage(try #require(try ImageReader(bytes: bytes, name: name).nextPage()).raster)
  }

  private func page(_ image: GrayImage) -> GrayPage {
    GrayPage(
      image: image,
      info: PageInfo(sourceName: "page", pageNumber: 1, format: .png, resolution: nil, isBilevel: false))
  }

  private func clean(_ image: GrayImage, keep: Bool = true, strength: Float = 1, workers: Int = 2) throws -> GrayPage {
    let context = StageContext(workers: workers)
    var parameters = PicturesStage.Parameters()
    parameters.keep = keep
    let network = try PageNetwork(ShippedModels.model("default"), strength: strength)
    let tiled = TiledPage(page: page(image), tileSize: 512, networks: [network])
    return try StitchStage(.init(), context: context)
      .process(PicturesStage(parameters, context: context).process(tiled))
  }

  private func mask(_ absence: GrayImage) -> [Bool]? { PictureArea(absence: absence, squareSize: 4)?.squares }

  /// A plane of paper with a rectangle of another sureness.
  private func absence(_ width: Int, _ height: Int, _ rectangles: (x: Range<Int>, y: Range<Int>, value: UInt16)...)
    -> GrayImage
  {
    var image = GrayImage(width: width, height: height)
    for rectangle in rectangles {
      for y in rectangle.y { for x in rectangle.x { image.samples[y * width + x] = rectangle.value } }
    }
    return image
  }

  // MARK: Finding

  @Test func anAreaIsWhatIsSurelyAPictureAndASquareMore() throws {
    let found = try #require(PictureArea(absence: absence(40, 30, (10..<20, 5..<15, 0)), squareSize: 4))
    #expect(found.squares == absence(40, 30, (9..<21, 4..<16, 0)).samples.map { $0 == 0 })
    #expect(abs(found.share - 144 / 1200) < 1e-9)
  }

  @Test func specksAndDoubtfulAreasAreNoPictures() {
    #expect(mask(absence(40, 30)) == nil)
    #expect(mask(absence(40, 30, (3..<6, 3..<6, 0))) == nil)
    #expect(mask(absence(40, 30, (10..<30, 5..<25, 20_000))) == nil)
    #expect(mask(absence(40, 30, (10..<30, 5..<25, 20_000), (12..<14, 8..<10, 0))) != nil)
  }

  @Test func specksBesideAPictureGo() {
    let picture = absence(60, 50, (10..<30, 10..<30, 0))
    #expect(mask(absence(60, 50, (10..<30, 10..<30, 0), (50..<53, 40..<43, 0))) == mask(picture))
  }

  @Test func holesInAPictureCloseAndFramesStayOpen() {
    let closed = absence(100, 100, (20..<60, 20..<60, 0))
    #expect(mask(absence(100, 100, (20..<60, 20..<60, 0), (30..<40, 30..<40, .max))) == mask(closed))
    let frame = mask(absence(100, 100, (5..<95, 5..<95, 0), (15..<85, 15..<85, .max)))
    #expect(frame?[50 * 100 + 50] == false)
  }

  // MARK: Outlines

  /// A page of 400×320 pixels on gray paper, with a picture, as a network leaves it that takes the picture's grays, and what is seen
  /// of the picture in squares of 4 pixels.
  private func outline(
    of picture: (x: Range<Int>, y: Range<Int>), seen: (x: Range<Int>, y: Range<Int>), gray: UInt16 = 20_000
  ) throws -> [Bool]? {
    var page = GrayImage(width: 400, height: 320, filledWith: 48_000)
    for y in picture.y { for x in picture.x { page.samples[y * 400 + x] = gray } }
    let squares = (0..<100 * 80).map { seen.x.contains($0 % 100) && seen.y.contains($0 / 100) }
    let area = PictureArea(squares: squares, width: 100, squareSize: 4)
    let white = GrayImage(width: 400, height: 320)
    let paper = try #require(PaperMap(before: page, after: white, outside: area.withSurroundings))
    return area.outlined(on: page.blockMeans(4), paper: paper)?.squares
  }

  private func rectangle(_ x: Range<Int>, _ y: Range<Int>) -> [Bool] {
    (0..<100 * 80).map { x.contains($0 % 100) && y.contains($0 / 100) }
  }

  @Test func edgesThatWereCutOffAreOfThePicture() throws {
    #expect(try outline(of: (100..<300, 80..<240), seen: (27..<73, 24..<58)) == rectangle(25..<75, 20..<60))
  }

  @Test func paperBesideAPictureIsPaper() throws {
    #expect(try outline(of: (100..<300, 80..<240), seen: (18..<80, 16..<66)) == rectangle(25..<75, 20..<60))
    #expect(try outline(of: (0..<200, 0..<160), seen: (0..<60, 0..<48)) == rectangle(0..<50, 0..<40))
  }

  @Test func aPictureEndsWhereTheNetworkSeesNothingOfIt() throws {
    let found = try #require(try outline(of: (100..<300, 80..<240), seen: (40..<60, 30..<50)))
    #expect(!found[40 * 100 + 30] && found[40 * 100 + 37])
  }

  @Test(arguments: [(30..<60, 30..<50), (20..<80, 20..<60)]) func whatIsPaperThroughoutIsNoPicture(
    x: Range<Int>, y: Range<Int>
  ) throws {
    #expect(try outline(of: (100..<300, 80..<240), seen: (x, y), gray: 48_000) == nil)
  }

  @Test func aSkyAsLightAsPaperIsOfThePicture() throws {
    // The network sees twice of what is dark, the upper half a sky.
    let found = try #require(try outline(of: (60..<340, 200..<300), seen: (15..<85, 10..<75)))
    #expect(found[35 * 100 + 50] && found[60 * 100 + 50])
    #expect(!found[15 * 100 + 50] && !found[35 * 100 + 20])
  }

  // MARK: Tones

  @Test func aPictureIsThePageByItsGainAndTheRestIsUntouched() {
    let before = GrayImage(width: 64, height: 48, filledWith: 20_000)
    var after = GrayImage(width: 64, height: 48)
    let squares = (0..<16 * 12).map { (4..<8).contains($0 % 16) && (3..<9).contains($0 / 16) }
    blend(
      before, into: &after, pictures: PictureArea(squares: squares, width: 16, squareSize: 4), gain: 1.5, strength: 1)
    #expect(after.samples[24 * 64 + 24] == 30_000)
    #expect(after.samples[24 * 64 + 8] == .max && after.samples[2 * 64 + 24] == .max)
    // The outline is a ramp, half of each where the squares meet.
    let ramp = after.samples[24 * 64 + 12..<24 * 64 + 20]
    #expect(zip(ramp, ramp.dropFirst()).allSatisfy { $0 >= $1 })
    let middle = (Int(after.samples[24 * 64 + 15]) + Int(after.samples[24 * 64 + 16])) / 2
    #expect(abs(middle - (65_535 + 30_000) / 2) < 200)
  }

  @Test func gainStopsAtWhiteAndGoesWithTheStrength() {
    let everywhere = PictureArea(squares: Array(repeating: true, count: 9), width: 3, squareSize: 3)
    for (value, gain, strength, expected) in [
      (50_000, 2, 1, 65_535), (20_000, 2, 0.5, 30_000), (20_000, 1, 1, 20_000), (20_000, 3, 0, 20_000),
    ] as [(UInt16, Float, Float, UInt16)] {
      var after = GrayImage(width: 9, height: 8)
      blend(
        GrayImage(width: 9, height: 8, filledWith: value), into: &after, pictures: everywhere, gain: gain,
        strength: strength)
      #expect(after.samples.allSatisfy { $0 == expected })
    }
  }

  @Test func paperIsMeasuredOutsideThePictures() {
    var page = GrayImage(width: 20, height: 20, filledWith: 40_000)
    var cleaned = GrayImage(width: 20, height: 20)
    for place in 0..<200 { page.samples[place] = 60_000 }
    // Print, which is no paper.
    for place in 380..<400 { (page.samples[place], cleaned.samples[place]) = (5000, 0) }
    let upper = PictureArea(squares: (0..<400).map { $0 < 200 }, width: 20, squareSize: 1)
    #expect(PaperLevel.measure(page, cleaned: cleaned, outside: upper) == 40_000)
    let whole = PictureArea(squares: Array(repeating: true, count: 400), width: 20, squareSize: 1)
    #expect(PaperLevel.measure(page, cleaned: cleaned, outside: whole) == 60_000)
    let night = GrayImage(width: 20, height: 20, filledWith: 3000)
    #expect(PaperLevel.measure(night, cleaned: cleaned, outside: whole) == UInt16.max / 4)
  }

  // MARK: The shipped network

  /// The almanac's picture, in pixels of the page.
  private static let picture = (x: 45..<495, y: 90..<298)

  private func error(_ image: GrayImage, _ truth: GrayImage) -> Double {
    var sum = 0.0
    for y in Self.picture.y {
      for x in Self.picture.x {
        let difference =
          (Double(image.samples[y * image.width + x]) - Double(truth.samples[y * image.width + x])) / 65_535
        sum += difference * difference
      }
    }
    return (sum / Double(Self.picture.x.count * Self.picture.y.count)).squareRoot()
  }

  @Test func aPictureKeepsItsGray() throws {
    let (dirty, truth) = try (fixture("noisy/almanac.png"), fixture("clean/almanac.png"))
    let kept = try clean(dirty)
    #expect(error(kept.image, truth) < 0.12)
    #expect(error(kept.image, truth) < error(try clean(dirty, keep: false).image, truth))
    #expect(kept.info.remarks.contains { $0.kind == .note && $0.text.hasPrefix("pictures found on ") })
    // What is no picture is as clean as ever.
    let below = 340 * dirty.width
    #expect(kept.image.samples[below...] == (try clean(dirty, keep: false).image).samples[below...])
  }

  @Test func resultsDoNotDependOnTheWorkers() throws {
    let dirty = try fixture("noisy/almanac.png")
    #expect(try clean(dirty, workers: 1).image.roundedTo8Bits() == clean(dirty, workers: 3).image.roundedTo8Bits())
  }

  @Test(arguments: ["noisy/letter.png", "noisy/ledger.png"]) func aStainedPageOfTextHasNoPicture(name: String) throws {
    let dirty = try fixture(name)
    let cleaned = try clean(dirty)
    #expect(cleaned.image == (try clean(dirty, keep: false).image))
    #expect(cleaned.info.remarks.isEmpty)
  }

  @Test func noStrengthLeavesThePage() throws {
    let dirty = try fixture("noisy/almanac.png")
    #expect(try clean(dirty, strength: 0).image == dirty)
  }

  @Test(arguments: [(1, 1), (3, 900), (700, 2)]) func slendernessIsNoFault(width: Int, height: Int) throws {
    let result = try clean(GrayImage(width: width, height: height, filledWith: 30_000))
    #expect(result.image.width == width && result.image.height == height)
  }

  @Test func theShippedNetworkIsThatOfItsFile() throws {
    let file = Self.pages.deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Pipelines/networks/pictures.yaml")
    #expect(try ShippedModels.pictures().network == NetworkFile.read(file.path))
  }
}

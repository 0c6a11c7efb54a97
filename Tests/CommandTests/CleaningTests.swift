import Foundation
import ImageFiles
import Imaging
import TestSupport
import Testing

/// Real pages through the built binary and the models inside it.
@Suite struct CleaningTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func run(_ arguments: String..., input: [UInt8] = []) throws -> Command.Outcome {
    try Command.run(arguments, input: input, in: folder)
  }

  @Test(arguments: ["letter", "ledger"]) func aDirtyPageComesOutAsTheGoldenOne(name: String) throws {
    let outcome = try run(input: fixturePage("noisy/\(name).png"))
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    let page = try #require(try ImageReader(bytes: outcome.output, name: "result").nextPage())
    #expect(page.format == .png && page.raster.colorModel == .gray)
    // Sums are ordered otherwise on other processors; the page is the same to a level or two of 256.
    let golden = try decodedGray(fixturePage("cleaned/\(name).png"))
    let error = SquaredError(GrayImage(page.raster), golden)
    #expect(error.root < 0.002)
    // And it is clean: far nearer to the true page than the dirty one.
    let clean = try decodedGray(fixturePage("clean/\(name).png"))
    let before = SquaredError(try decodedGray(fixturePage("noisy/\(name).png")), clean).root
    #expect(SquaredError(golden, clean).root < 0.35 * before)
  }

  @Test(arguments: ["", "--jobs 1", "--jobs 3 --tile-size 64", "--tile-size 16384"])
  func theResultDoesNotDependOnWorkersOrTiles(options: String) throws {
    let input = try fixturePage("noisy/ledger.png")
    let arguments = options.split(separator: " ").map(String.init)
    let result = try decodedGray(Command.run(arguments, input: input, in: folder).output)
    let usual = try decodedGray(run("--tile-size", "200", input: input).output)
    // Sums ordered otherwise can fall on the two sides of a rounding.
    #expect(zip(result.samples, usual.samples).allSatisfy { abs(Int($0) - Int($1)) <= 257 })
    #expect(zip(result.samples, usual.samples).filter { $0 != $1 }.count < 50)
  }

  @Test func theOtherModelAndAModelFileCanBeChosen() throws {
    let input = try fixturePage("noisy/ledger.png")
    let usual = try run(input: input).output
    let seed = try run("--model", "seed", input: input)
    #expect(seed.status == 0 && seed.output != usual)
    let models = projectFolder.appendingPathComponent("Sources/CModels/seed.safetensors")
    let file = try run("--model", models.path, input: input)
    #expect(file.output == seed.output)
    let missing = try run("--model", "nowhere.safetensors", input: input)
    #expect(missing.status == 66 && missing.messages.contains("nowhere.safetensors") && missing.output.isEmpty)
    try folder.write("broken.safetensors", [1, 2, 3])
    let broken = try run("--model", "broken.safetensors", input: input)
    #expect(broken.status == 65 && broken.messages.contains("broken.safetensors"))
  }

  @Test func aMovedBinaryNeedsNoFileBesideIt() throws {
    let moved = folder.path + "/elsewhere"
    try FileManager.default.copyItem(atPath: Command.executable.path, toPath: moved)
    try folder.write("page.png", fixturePage("noisy/ledger.png"))
    let outcome = try Command.shell("cd / && \"$0\" < \"$1\"", [moved, folder.path + "/page.png"], in: folder)
    #expect(outcome.status == 0)
    #expect(try outcome.output == run(input: fixturePage("noisy/ledger.png")).output)
  }

  /// Two pages of 300 × 600 dpi, bilevel and gray, in one TIFF.
  private func twoPages() throws -> [UInt8] {
    let writer = try ImageWriter(format: .tiff, options: EncodingOptions())
    let resolution = Resolution(horizontal: 300, vertical: 600, unit: .perInch)
    try writer.append(try decodedGray(fixturePage("clean/ledger.png")), bilevel: true, resolution: resolution)
    try writer.append(try decodedGray(fixturePage("noisy/ledger.png")), bilevel: false, resolution: resolution)
    return try writer.finish()
  }

  private func pages(_ bytes: [UInt8]) throws -> [Page] {
    let reader = try ImageReader(bytes: bytes, name: "result")
    var pages: [Page] = []
    while let page = try reader.nextPage() { pages.append(page) }
    return pages
  }

  @Test func pagesKeepTheirNumberDepthAndResolution() throws {
    let result = try pages(run(input: twoPages()).output)
    #expect(result.map(\.isBilevel) == [true, false])
    #expect(result.allSatisfy { $0.format == .tiff && $0.raster.width == 541 && $0.raster.height == 263 })
    #expect(
      result.allSatisfy { $0.resolution == Resolution(horizontal: 300, vertical: 600, unit: .perInch) })
    #expect(try pages(run("--gray", input: twoPages()).output).map(\.isBilevel) == [false, false])
    #expect(try pages(run("--bilevel", input: twoPages()).output).map(\.isBilevel) == [true, true])
    let network = try pages(run("--format", "pnm", input: twoPages()).output)
    #expect(network.map(\.format) == [.pnm, .pnm])
  }

  @Test(arguments: [(1, 1), (7, 3), (1, 400)]) func tinyPagesGoThrough(width: Int, height: Int) throws {
    let outcome = try run(input: graymap(width: width, height: height))
    #expect(outcome.status == 0)
    let page = try #require(try pages(outcome.output).first)
    #expect(page.raster.width == width && page.raster.height == height)
  }

  @Test func modelsAndNetworksAreDescribed() throws {
    let model = try run("inspect", "default")
    let text = String(decoding: model.output, as: UTF8.self)
    #expect(model.status == 0)
    #expect(text.contains("435×435") && text.contains("validationRMSE") && text.contains("548773 parameters"))
    let networks = projectFolder.appendingPathComponent("Pipelines/networks")
    let network = try run("inspect", networks.path + "/seed.yaml")
    #expect(String(decoding: network.output, as: UTF8.self).contains("103073 parameters"))
  }
}

import Foundation
import ImageFiles
import Imaging
import ModelLibrary
import NeuralNetwork
import PipelineEngine
import Testing

@testable import PageCleaning

/// Pages whose ink a network would take go on as they are, and all others cleaned.
@Suite struct GuardTests {
  private static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/data/noisyoffice").path

  /// A network that makes every page white, or leaves it alone.
  private func network(whitening: Bool) throws -> PageNetwork {
    let spec = try NetworkSpec("even", inputChannels: 1) { Conv2D(filters: 1, kernel: 1).named("only") }
    let tensors = try Model(initializing: spec, seed: 1).tensors.mapValues { tensor in
      let value: Float = (tensor.shape.count > 1) == whitening ? 0 : 1
      return Tensor(shape: tensor.shape, elements: Array(repeating: value, count: tensor.count))
    }
    return try PageNetwork(Model(network: spec, tensors: tensors, record: [:], file: "even"))
  }

  private func page(_ image: GrayImage, isBilevel: Bool = false) -> GrayPage {
    let info = PageInfo(sourceName: "page", pageNumber: 1, format: .png, resolution: nil, isBilevel: isBilevel)
    return GrayPage(image: image, info: info)
  }

  private func clean(
    _ page: GrayPage, _ network: PageNetwork, largestLoss: Double = GuardStage.Parameters().largestLoss
  ) throws -> GrayPage {
    let context = StageContext(workers: 2)
    var parameters = GuardStage.Parameters()
    parameters.largestLoss = largestLoss
    let guarding = try GuardStage(parameters, context: context)
    return try StitchStage(.init(), context: context)
      .process(guarding.process(TiledPage(page: page, tileSize: 512, networks: [network])))
  }

  /// Strokes on paper.
  private let print = GrayImage(
    width: 120, height: 90, samples: (0..<120 * 90).map { $0 / 120 % 12 < 3 ? 9000 : 52_000 })

  @Test func aPageThatWouldLoseItsInkPassesThroughWithARemark() throws {
    let result = try clean(page(print), network(whitening: true))
    #expect(result.image == print)
    #expect(result.info.remarks.map(\.kind) == [.passedThrough])
    #expect(result.info.remarks.first?.text.contains("would take 100 % of its ink") == true)
  }

  @Test(arguments: [true, false]) func anUnderexposedPagePassesThroughAsItCame(whitening: Bool) throws {
    let dark = GrayImage(width: 120, height: 90, samples: print.samples.map { $0 / 3 })
    let context = StageContext(workers: 2)
    var tiled = TiledPage(page: page(dark), tileSize: 512, networks: [try network(whitening: whitening)])
    tiled.restoresFaintInk = true
    let guarded = try GuardStage(.init(), context: context).process(tiled)
    let result = try StitchStage(.init(), context: context).process(guarded)
    if whitening {
      #expect(result.image == dark)
      #expect(result.info.remarks.map(\.kind) == [.passedThrough])
    } else {
      #expect(result.image.samples[5 * 120 + 60] > 60_000)
      #expect(result.info.remarks.map(\.kind) == [.note])
    }
  }

  @Test func aPageThatKeepsItsInkIsCleaned() throws {
    let result = try clean(page(print), network(whitening: false))
    #expect(result.info.remarks == [PageRemark(.note, "cleaning took 0 % of its ink")])
  }

  @Test func aLossOfOneNeverPassesThrough() throws {
    let result = try clean(page(print), network(whitening: true), largestLoss: 1)
    #expect(result.image == GrayImage(width: 120, height: 90))
    #expect(result.info.remarks.isEmpty)
  }

  // MARK: Faint print

  /// Rows of faint letters, each 4 by 10 pixels, around which the paper is as deep as told.
  private func faintLetters(contrast: Double = 0.16, rim: Double = 0) -> GrayImage {
    var page = GrayImage(width: 480, height: 360, filledWith: 60_000)
    for y in stride(from: 20, to: 320, by: 24) {
      for x in stride(from: 20, to: 440, by: 14) {
        page.fill(PixelBox(x: x - 4, y: y - 4, width: 12, height: 18)) { _, _ in UInt16(60_000 * (1 - rim)) }
        page.fill(PixelBox(x: x, y: y, width: 4, height: 10)) { _, _ in UInt16(60_000 * (1 - contrast)) }
      }
    }
    return page
  }

  @Test func faintPrintThatWouldGoPassesThrough() throws {
    let result = try clean(page(faintLetters()), network(whitening: true))
    #expect(result.image == faintLetters())
    #expect(result.info.remarks.first?.text.contains("would take 100 % of its ink") == true)
  }

  @Test func narrowerStrokesAreNoLostInk() throws {
    var faint = GrayImage(width: 480, height: 360)
    for y in stride(from: 20, to: 320, by: 24) {
      for x in stride(from: 20, to: 440, by: 14) {
        // Beside one stroke in eight a dot of fresh ink, against which they have the depth of a rim.
        faint.fill(PixelBox(x: x, y: y, width: 3, height: 12)) { _, _ in 49_800 }
        if x.isMultiple(of: 16) { faint.fill(PixelBox(x: x + 4, y: y + 4, width: 3, height: 3)) { _, _ in 3_000 } }
      }
    }
    var tiled = TiledPage(page: page(faint), tileSize: 512, networks: [try network(whitening: false)])
    (tiled.restoresFaintInk, tiled.inkGuard) = (true, InkGuard(largestLoss: 0.005))
    let result = try StitchStage(.init(), context: StageContext(workers: 2)).process(tiled)
    #expect(result.info.remarks.map(\.kind) == [.note])
    #expect(InkLoss(from: faint, to: result.image).share > 0.005)
  }

  @Test(arguments: [(0.11, 0), (0.16, 0.08)]) func palerDotsAndGrainMayGo(contrast: Double, rim: Double) throws {
    let result = try clean(page(faintLetters(contrast: contrast, rim: rim)), network(whitening: true))
    #expect(result.image == GrayImage(width: 480, height: 360))
  }

  @Test func grainOfAllSizesMayGo() throws {
    var grain = faintLetters()
    // Beside each letter three specks.
    for y in stride(from: 20, to: 320, by: 24) {
      for x in stride(from: 20, to: 440, by: 14) {
        for step in 0..<3 { grain.samples[(y + 18) * 480 + x + 4 * step] = 50_000 }
      }
    }
    let result = try clean(page(grain), network(whitening: true))
    #expect(result.image == GrayImage(width: 480, height: 360))
  }

  @Test func faintDirtBesideMorePrintMayGo() throws {
    let before = faintLetters()
    var after = GrayImage(width: 480, height: 360)
    // Of fourteen rows eight are left.
    for place in 130 * 480..<after.samples.count where before.samples[place] < 60_000 { after.samples[place] = 0 }
    let loss = try #require(FaintLetterLoss(before: before, after: after))
    #expect((0.3...0.45).contains(loss.share))
    let verdict = InkGuard(largestLoss: 0.2).judge(before: before, cleaned: after, isBilevel: false, isMottled: false)
    #expect(!verdict.passesThrough)
  }

  @Test func dustOnAnEmptySheetMayGo() throws {
    var sheet = GrayImage(width: 400, height: 300, filledWith: 60_000)
    for place in stride(from: 5, to: 120_000, by: 2_003) { sheet.samples[place] = 4000 }
    let result = try clean(page(sheet), network(whitening: true))
    #expect(result.image == GrayImage(width: 400, height: 300))
  }

  @Test func lettersOutOfFocusPassThrough() throws {
    let blurred = GrayImage(
      width: 480, height: 360,
      samples: (0..<480 * 360).map { place in
        let (x, y) = (Double(place % 480), Double(place / 480))
        return UInt16(48_000 - 12_000 * max(0, sin(x / 7) * sin(y / 14)))
      })
    let result = try clean(page(blurred), network(whitening: true))
    #expect(result.image == blurred)
    #expect(result.info.remarks.map(\.kind) == [.passedThrough])
  }

  @Test func aBlackPagePassesThrough() throws {
    let black = GrayImage(width: 300, height: 200, filledWith: 0)
    for network in try [network(whitening: true), PageNetwork(ShippedModels.model("default"))] {
      #expect(try clean(page(black), network).image == black)
    }
  }

  @Test func aBilevelPageIsJudgedInBlackAndWhite() throws {
    // Half of the contrast goes, and comes back when the page is written.
    let bilevel = GrayImage(width: 120, height: 90, samples: print.samples.map { $0 < 30_000 ? 0 : 65_535 })
    let faded = GrayImage(width: 120, height: 90, samples: bilevel.samples.map { 32_768 + $0 / 2 })
    func passesThrough(isBilevel: Bool) -> Bool {
      InkGuard(largestLoss: 0.2).judge(before: bilevel, cleaned: faded, isBilevel: isBilevel, isMottled: false)
        .passesThrough
    }
    #expect(passesThrough(isBilevel: false))
    #expect(!passesThrough(isBilevel: true))
  }

  /// Stains, folds and wrinkles are no ink. Skipped where the data are not beside the project.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: data), "NoisyOffice is not beside the project"))
  func noPageOfNoisyOfficePassesThrough() throws {
    let network = try PageNetwork(ShippedModels.model("default"))
    // Every font under every noise.
    for number in stride(from: 2, through: 215, by: 3) {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(Self.data)/train/\(number).png"))
      let decoded = try #require(try ImageReader(bytes: Array(bytes), name: "\(number)").nextPage())
      let gray = GrayImage(decoded.raster)
      let cleaned = try clean(page(gray), network)
      #expect(cleaned.info.remarks.map(\.kind) == [.note], "\(number)")
      #expect(InkLoss(from: gray, to: cleaned.image).share < 0.1, "\(number)")
    }
  }
}

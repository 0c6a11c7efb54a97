import ImageFiles
import Imaging
import PipelineEngine
import Testing

@testable import PageCleaning

/// Dark bands along a scan's sides become paper, and content that lies there does not.
@Suite struct ScanBorderTests {
  private static let paper: UInt16 = 57_825

  /// A page of rows of letters, each 6 by 10 pixels.
  private func page(margin: Int = 40) -> GrayImage {
    var image = GrayImage(width: 400, height: 300, filledWith: Self.paper)
    for y in stride(from: margin, to: 300 - margin - 10, by: 25) {
      for x in stride(from: margin, to: 400 - margin - 6, by: 12) { fill(&image, x..<x + 6, y..<y + 10, 5_000) }
    }
    return image
  }

  private func fill(_ image: inout GrayImage, _ columns: Range<Int>, _ rows: Range<Int>, _ gray: UInt16) {
    for y in rows { for x in columns { image.samples[y * image.width + x] = gray } }
  }

  /// Bands on two sides that meet in a corner, one of them touched by a letter.
  private func framed() -> GrayImage {
    var image = page()
    fill(&image, 0..<20, 0..<300, 9_000)
    fill(&image, 0..<400, 0..<15, 12_000)
    // The band's rim.
    fill(&image, 20..<400, 15..<16, 45_000)
    fill(&image, 100..<106, 15..<60, 5_000)
    return image
  }

  @Test func bandsBecomePaperAndLettersAtThemStay() throws {
    let image = framed()
    let bare = try #require(ScanBorder(image)).bare
    var expected = page()
    fill(&expected, 100..<106, 15..<60, 5_000)
    // Of the letter a tooth's length may go.
    for y in 0..<300 {
      for x in 0..<400 where !(100..<106).contains(x) || !(15..<20).contains(y) {
        #expect(bare.samples[y * 400 + x] == expected.samples[y * 400 + x], "\(x), \(y)")
      }
    }
  }

  @Test func theStrengthSaysHowWhiteBandsBecome() throws {
    let image = framed()
    var cleaned = image
    try #require(ScanBorder(image)).whiten(&cleaned, before: image, strength: 0.5)
    #expect(cleaned.samples[150 * 400 + 5] == 37_268)
    try #require(ScanBorder(image)).whiten(&cleaned, before: image, strength: 1)
    #expect(cleaned.samples[150 * 400 + 5] == .max)
    #expect(cleaned.samples[150 * 400 + 200] == image.samples[150 * 400 + 200])
  }

  @Test func aShadowWithPrintInItIsNoBand() {
    var image = page(margin: 4)
    // As dark as a band, with the first letters of each row in it.
    for y in 0..<300 { for x in 0..<30 { image.samples[y * 400 + x] = min(image.samples[y * 400 + x], 22_000) } }
    #expect(ScanBorder(image) == nil)
  }

  @Test func textAtTheEdgeIsNoBand() {
    #expect(ScanBorder(page(margin: 0)) == nil)
    #expect(ScanBorder(GrayImage(width: 200, height: 100, filledWith: Self.paper)) == nil)
    #expect(ScanBorder(GrayImage(width: 200, height: 100, filledWith: 0)) == nil)
    #expect(ScanBorder(GrayImage(width: 1, height: 1, filledWith: 0)) == nil)
  }

  @Test func aBarWithLettersInItStays() {
    var image = page()
    fill(&image, 0..<400, 0..<25, 15_000)
    for x in stride(from: 20, to: 380, by: 14) { fill(&image, x..<x + 7, 6..<18, .max) }
    #expect(ScanBorder(image) == nil)
  }

  @Test func aPictureThatRunsOffThePageStays() {
    var image = page()
    for y in 60..<240 {
      for x in 0..<150 { image.samples[y * 400 + x] = UInt16(4_000 + (x * 911 + y * 577) % 24_000) }
    }
    #expect(ScanBorder(image) == nil)
  }

  @Test func aPageIsJudgedWithoutItsBands() throws {
    let context = StageContext(workers: 2)
    let page = GrayPage(
      image: framed(),
      info: PageInfo(sourceName: "page", pageNumber: 1, format: .png, resolution: nil, isBilevel: false))
    var tiled = try TileStage(.init(), context: context).process(page)
    tiled = try DenoiseStage(.init(), context: context).process(BordersStage(.init(), context: context).process(tiled))
    let cleaned = try StitchStage(.init(), context: context)
      .process(GuardStage(.init(), context: context).process(tiled))
    #expect(cleaned.image.samples[150 * 400 + 5] == .max)
    #expect(!cleaned.info.remarks.contains { $0.kind == .passedThrough })
    tiled.removesBorder = false
    let kept = try StitchStage(.init(), context: context).process(GuardStage(.init(), context: context).process(tiled))
    #expect(kept.image.samples[150 * 400 + 1] < cleaned.image.samples[150 * 400 + 1])
  }
}

import Imaging
import Testing

@testable import PageCleaning

/// Rules that networks took in part come back whole; folds, streaks and the rims of stains do not.
@Suite struct LostRulesTests {
  private static let size = (width: 600, height: 400)
  private static let paper: UInt16 = 56_000
  /// The width of the page's small strokes.
  private static let stroke = 3.0
  private static let ink: UInt16 = 6_000
  /// Gray of a line much paler than the ink.
  private static let pale: UInt16 = 40_000

  /// Lines of small strokes, from a row on.
  private func text(fromRow first: Int) -> GrayImage {
    var image = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: Self.paper)
    for y in stride(from: first, to: 380, by: 22) {
      for x in stride(from: 40, to: 560, by: 10) { fill(&image, x: x, y: y, width: 3, height: 12, with: Self.ink) }
    }
    return image
  }

  private func fill(_ image: inout GrayImage, x: Int, y: Int, width: Int, height: Int, with gray: UInt16) {
    image.fill(PixelBox(x: x, y: y, width: width, height: height)) { _, _ in gray }
  }

  /// The page after a network that makes ink black, half as pale gray black as well where it is told to, and takes all other gray; and
  /// after its rules were given back.
  private func restored(_ before: GrayImage, keepsPale: (_ x: Int, _ y: Int) -> Bool, strength: Float = 1) -> GrayImage
  {
    var after = before
    for place in before.samples.indices {
      let value = before.samples[place]
      let isKept = value <= Self.ink || value < Self.paper && keepsPale(place % before.width, place / before.width)
      after.samples[place] = isKept ? 0 : GrayImage.white
    }
    guard let paper = PaperMap(before: before, after: after) else { return after }
    let contrast = InkContrast(before: before, paper: paper)
    var result = before.partly(cleanedTo: after, strength: strength)
    LostRules(before: before, after: after, contrast: contrast, stroke: Self.stroke, strength: strength)?.restore(
      to: &result)
    return result
  }

  @Test(arguments: [1, 0.5] as [Float]) func theRestOfATablesRulesComesBack(strength: Float) {
    var page = text(fromRow: 250)
    for y in stride(from: 30, through: 190, by: 40) { fill(&page, x: 60, y: y, width: 480, height: 2, with: Self.pale) }
    for x in stride(from: 60, through: 540, by: 120) {
      fill(&page, x: x, y: 30, width: 2, height: 162, with: Self.pale)
    }
    // Of the rows' rules two are kept whole, of the columns' a third each.
    let result = restored(
      page, keepsPale: { $1 <= 71 || $1 < 80 && $0 % 120 >= 60 && $0 % 120 < 62 }, strength: strength)
    for (x, y) in [(100, 151), (300, 110), (500, 190), (60, 160), (181, 120), (421, 170)] {
      #expect(result.samples[y * result.width + x] < 30_000, "at \(x), \(y)")
    }
    #expect(result.samples[100 * result.width + 100] >= Self.paper)
  }

  @Test func theColumnsOfATableAreAsItsRows() {
    var page = text(fromRow: 250)
    for y in stride(from: 30, through: 190, by: 40) { fill(&page, x: 60, y: y, width: 480, height: 2, with: Self.pale) }
    for x in stride(from: 120, through: 480, by: 120) {
      fill(&page, x: x, y: 30, width: 2, height: 162, with: Self.pale)
    }
    let result = restored(page, keepsPale: { _, y in (y - 30) % 40 < 2 })
    for x in stride(from: 120, through: 480, by: 120) { #expect(result.samples[130 * result.width + x] < 30_000) }
  }

  @Test func aFewLostPixelsOfALongRuleComeBack() {
    var page = text(fromRow: 250)
    fill(&page, x: 60, y: 100, width: 480, height: 2, with: Self.pale)
    let result = restored(page, keepsPale: { x, _ in !(300..<306).contains(x) })
    for x in 300..<306 { #expect(result.samples[100 * result.width + x] < 30_000) }
  }

  @Test func aRuleGoesOnStraightWhereADarkerLineCrossesIt() {
    var page = text(fromRow: 250)
    for y in [40, 100] { fill(&page, x: 60, y: y, width: 480, height: 2, with: Self.pale) }
    for x in 200..<440 { fill(&page, x: x, y: 30 + 7 * (x - 200) / 12, width: 1, height: 3, with: Self.ink) }
    let result = restored(page, keepsPale: { x, y in y < 60 || x < 200 })
    for x in [150, 250, 400, 520] { #expect(result.samples[100 * result.width + x] < 30_000, "at \(x)") }
  }

  @Test func aRuleAsDarkAsTheInkComesBackByItself() {
    var page = text(fromRow: 120)
    fill(&page, x: 200, y: 60, width: 1, height: 50, with: Self.ink + 1)
    fill(&page, x: 60, y: 100, width: 480, height: 1, with: Self.ink + 1)
    let result = restored(page) { _, _ in false }
    #expect(result.samples[100 * result.width + 300] < 8_000)
    #expect(result.samples[80 * result.width + 200] < 8_000)
  }

  @Test func aPaleLineOfWhichNothingWasKeptStaysAway() {
    var page = text(fromRow: 120)
    fill(&page, x: 60, y: 60, width: 480, height: 2, with: Self.pale)
    let result = restored(page) { _, _ in false }
    #expect(result.samples[60 * result.width + 300] == GrayImage.white)
  }

  @Test(arguments: [2, 3, 5]) func whatGoesThroughThePageIsAFold(height: Int) {
    var page = text(fromRow: 120)
    fill(&page, x: 0, y: 60, width: 600, height: height, with: Self.pale)
    let result = restored(page) { x, _ in x < 400 }
    #expect(result.samples[61 * result.width + 500] == GrayImage.white)
  }

  @Test func aTurnedLineIsOneRule() throws {
    var page = text(fromRow: 250)
    for x in 50..<550 { fill(&page, x: x, y: 60 + x / 50, width: 1, height: 4, with: 0) }
    let paper = try #require(PaperMap(before: page, after: GrayImage(width: page.width, height: page.height)))
    let contrast = InkContrast(before: page, paper: paper)
    let axis = RuleTracer.Axis.rows(width: page.width, height: page.height)
    #expect(RuleTracer(contrast, along: axis, stroke: Self.stroke).rules().count == 1)
  }

  @Test(arguments: [false, true]) func aLineThatLeavesThePageEndsThere(leavesAtTop: Bool) throws {
    var page = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: Self.paper)
    for x in 0..<page.width {
      for y in 330 + x / 6..<334 + x / 6 where y < page.height {
        fill(&page, x: x, y: leavesAtTop ? page.height - 1 - y : y, width: 1, height: 1, with: 0)
      }
    }
    let paper = try #require(PaperMap(before: page, after: GrayImage(width: page.width, height: page.height)))
    let contrast = InkContrast(before: page, paper: paper)
    let axis = RuleTracer.Axis.rows(width: page.width, height: page.height)
    for rule in RuleTracer(contrast, along: axis, stroke: 16).rules() {
      for point in rule.points { #expect((0..<page.height).contains(Int(point.line))) }
    }
  }

  /// Where it is no longer known to stand alone, as it is too near to the page's side, it still belongs to a rule.
  @Test(arguments: [0.17, 0.18, 0.19, 0.195], [0, 1, 2, 3, 4, 5, 6]) func aRuleThatEndsAtThePagesSideStaysOnIt(
    slope: Double, distance: Int
  ) {
    var page = text(fromRow: 20)
    for y in 290..<400 { fill(&page, x: 0, y: y, width: 600, height: 1, with: Self.paper) }
    for x in 100..<500 {
      let y = page.height - 1 - distance - Int((Double(499 - x) * slope).rounded())
      for beside in 0..<3 where y + beside < page.height {
        fill(&page, x: x, y: y + beside, width: 1, height: 1, with: Self.pale + UInt16(4_000 * beside))
      }
    }
    let result = restored(page, keepsPale: { x, _ in x % 40 < 20 })
    #expect(result.samples.count == page.samples.count)
  }

  @Test func theLinesOfRuledPaperGoThroughThePage() {
    var page = text(fromRow: 250)
    for y in stride(from: 30, through: 190, by: 40) { fill(&page, x: 0, y: y, width: 600, height: 2, with: Self.pale) }
    let result = restored(page) { x, _ in x < 400 }
    for y in stride(from: 30, through: 190, by: 40) { #expect(result.samples[y * result.width + 500] < 30_000) }
    // Of which less is kept they may be folds.
    let folds = restored(page) { x, _ in x < 200 }
    #expect(folds.samples[110 * folds.width + 500] == GrayImage.white)
  }

  @Test func whatCrossesTheLinesOfATextIsAStreak() {
    var page = text(fromRow: 40)
    for y in 20..<380 where page.samples[y * page.width + 301] == Self.paper {
      fill(&page, x: 300, y: y, width: 1, height: 1, with: Self.pale)
    }
    let result = restored(page) { _, y in y < 200 }
    for y in 200..<380 { #expect([0, GrayImage.white].contains(result.samples[y * result.width + 300])) }
  }

  @Test func theRimOfAStainIsBent() {
    var page = text(fromRow: 300)
    for column in 100..<500 {
      let x = Double(column - 300) / 200
      fill(&page, x: column, y: 60 + Int(80 * x * x), width: 1, height: 2, with: Self.pale)
    }
    let result = restored(page) { x, _ in x < 300 }
    #expect(result.samples[60 * result.width + 310] == GrayImage.white)
  }
}

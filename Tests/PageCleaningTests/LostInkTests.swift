import Imaging
import Testing

@testable import PageCleaning

/// What networks take of ink comes back where they left other ink like it, and nothing else does.
@Suite struct LostInkTests {
  private static let size = (width: 400, height: 300)
  private static let paper: UInt16 = 56_000
  /// The width of the page's small strokes.
  private static let stroke = 3.0
  private static let ink: UInt16 = 6_000

  /// A rectangle of one gray on a page.
  private struct Area {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var gray: UInt16

    func draw(on image: inout GrayImage) {
      image.fill(PixelBox(x: x, y: y, width: width, height: height)) { _, _ in gray }
    }
  }

  /// A page of small strokes and an area.
  private func page(_ area: Area) -> GrayImage {
    var image = GrayImage(width: Self.size.width, height: Self.size.height, filledWith: Self.paper)
    for x in stride(from: 20, to: 380, by: 12) {
      Area(x: x, y: 250, width: 3, height: 12, gray: Self.ink).draw(on: &image)
    }
    area.draw(on: &image)
    return image
  }

  /// The page after a network that makes ink black, and what is in an area white, and after what it took is given back.
  ///
  /// - Parameters:
  ///   - taken: The area that the network takes.
  ///   - left: The gray that it leaves there.
  private func restored(
    _ before: GrayImage, taken area: Area, left: UInt16 = GrayImage.white, strength: Float = 1
  ) -> (taken: GrayImage, restored: GrayImage) {
    var after = before
    after.samples = before.samples.map { $0 < Self.paper - 4_000 ? 0 : GrayImage.white }
    Area(x: area.x, y: area.y, width: area.width, height: area.height, gray: left).draw(on: &after)
    let taken = before.partly(cleanedTo: after, strength: strength)
    var result = taken
    if let paper = PaperMap(before: before, after: after),
      var ink = LostInk(
        before: before, after: after, contrast: InkContrast(before: before, paper: paper), stroke: Self.stroke,
        strength: strength)
    {
      ink.restore(to: &result)
    }
    return (taken, result)
  }

  // MARK: Black ink

  @Test(arguments: [1, 0.5] as [Float]) func aLargeBlackLetterComesBack(strength: Float) {
    let area = Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink)
    let result = restored(page(area), taken: area, strength: strength).restored
    for (x, y) in [(150, 80), (170, 110), (189, 139)] { #expect(result.samples[y * result.width + x] <= Self.ink) }
    // Beyond its rim the paper is as the network made it.
    #expect(result.samples[110 * result.width + 145] > Self.paper)
  }

  @Test func aBiteOutOfABlackLetterComesBack() {
    let letter = Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink)
    let bite = Area(x: 160, y: 95, width: 20, height: 20, gray: Self.ink)
    let result = restored(page(letter), taken: bite).restored
    #expect(result.samples[105 * result.width + 170] == 0)
  }

  @Test func blackAroundABiteIsBlackUpToThePagesEdge() {
    let figure = Area(x: 330, y: 80, width: 70, height: 90, gray: 0)
    let bite = Area(x: 345, y: 95, width: 30, height: 30, gray: 0)
    let before = page(figure)
    var after = before
    after.samples = before.samples.map { $0 < Self.paper - 4_000 ? 0 : GrayImage.white }
    Area(x: 330, y: 80, width: 70, height: 90, gray: 12_000).draw(on: &after)
    Area(x: bite.x, y: bite.y, width: bite.width, height: bite.height, gray: GrayImage.white).draw(on: &after)
    var result = after
    if let paper = PaperMap(before: before, after: after),
      var ink = LostInk(
        before: before, after: after, contrast: InkContrast(before: before, paper: paper), stroke: Self.stroke,
        strength: 1)
    {
      ink.restore(to: &result)
    }
    for (x, y) in [(331, 81), (360, 110), (399, 169)] { #expect(result.samples[y * result.width + x] == 0) }
  }

  @Test(arguments: [
    ("a stain", Area(x: 150, y: 80, width: 40, height: 60, gray: 20_000)),
    ("a speck", Area(x: 150, y: 80, width: 12, height: 12, gray: 6_000)),
    ("the page's edge", Area(x: 0, y: 0, width: 60, height: 200, gray: 0)),
    ("a streak", Area(x: 20, y: 80, width: 340, height: 4, gray: 0)),
  ])
  private func whatIsNoLetterStaysAway(name: String, area: Area) {
    let (taken, result) = restored(page(area), taken: area)
    #expect(result == taken, "\(name)")
  }

  /// A shade that grows from gray to as black as ink.
  @Test func deepShadeStaysAway() {
    let area = Area(x: 138, y: 68, width: 64, height: 84, gray: Self.ink)
    var before = page(Area(x: 150, y: 80, width: 40, height: 60, gray: Self.ink))
    for step in 1...12 {
      let gray = Self.ink + UInt16(step) * 1_000
      for y in 80 - step..<140 + step {
        for x in 150 - step..<190 + step where before.samples[y * before.width + x] > gray {
          before.samples[y * before.width + x] = gray
        }
      }
    }
    let (taken, result) = restored(before, taken: area)
    #expect(result == taken)
  }

  // MARK: Faint ink

  /// Strokes of pencil, side by side on a line above the black ones.
  private func pencil() -> GrayImage {
    var image = page(Area(x: 100, y: 150, width: 3, height: 14, gray: 34_000))
    for x in stride(from: 108, to: 200, by: 8) {
      Area(x: x, y: 150, width: 3, height: 14, gray: 34_000).draw(on: &image)
    }
    return image
  }

  @Test func theMissingPartOfAFaintStrokeComesBackAsDeepAsTheRest() {
    let result = restored(pencil(), taken: Area(x: 140, y: 154, width: 3, height: 7, gray: 0)).restored
    for y in 150..<164 { #expect(result.samples[y * result.width + 141] < 3_000) }
  }

  @Test func faintLettersBesideOthersComeBackOneAfterTheOther() {
    let result = restored(pencil(), taken: Area(x: 130, y: 150, width: 30, height: 14, gray: 0)).restored
    for x in [132, 140, 148, 156] { #expect(result.samples[157 * result.width + x + 1] < 20_000, "\(x)") }
    #expect(result.samples[157 * result.width + 137] > Self.paper)
  }

  @Test(arguments: [
    ("alone", Area(x: 300, y: 60, width: 3, height: 14, gray: 34_000)),
    ("paler than the letters beside it", Area(x: 204, y: 150, width: 3, height: 14, gray: 44_000)),
    ("a blot on the line", Area(x: 204, y: 150, width: 14, height: 14, gray: 34_000)),
  ])
  private func whatIsNoFaintLetterStaysAway(name: String, area: Area) {
    var before = pencil()
    area.draw(on: &before)
    let (taken, result) = restored(before, taken: area)
    #expect(result == taken, "\(name)")
  }

  @Test func aFaintWordComesBackWhereOthersAreAsFaint() {
    var before = pencil()
    for x in [300, 308, 316] { Area(x: x, y: 60, width: 3, height: 14, gray: 34_000).draw(on: &before) }
    let result = restored(before, taken: Area(x: 295, y: 55, width: 40, height: 24, gray: 0)).restored
    for x in [300, 308, 316] { #expect(result.samples[67 * result.width + x + 1] < 3_000, "\(x)") }
    #expect(result.samples[67 * result.width + 305] > Self.paper)
  }

  @Test func aFaintWordOnAPageOfBlackInkStaysAway() {
    var before = page(Area(x: 300, y: 60, width: 3, height: 14, gray: 34_000))
    for x in [308, 316] { Area(x: x, y: 60, width: 3, height: 14, gray: 34_000).draw(on: &before) }
    let (taken, result) = restored(before, taken: Area(x: 295, y: 55, width: 40, height: 24, gray: 0))
    #expect(result == taken)
  }

  @Test func aFaintLetterThatBecamePaleIsAsDeepAsOthers() {
    var before = pencil()
    let letter = Area(x: 300, y: 60, width: 3, height: 14, gray: 34_000)
    letter.draw(on: &before)
    let result = restored(before, taken: letter, left: 40_000).restored
    #expect(result.samples[67 * result.width + 301] < 3_000)
  }

  @Test func thePartOfALetterThatHangsByAStrokeComesBack() {
    // A stem, and a bar to its right that is taken: it touches the stem by its end alone.
    var before = page(Area(x: 150, y: 80, width: 4, height: 40, gray: Self.ink))
    let bar = Area(x: 154, y: 115, width: 30, height: 4, gray: Self.ink)
    bar.draw(on: &before)
    let result = restored(before, taken: bar).restored
    #expect(result.samples[117 * result.width + 170] == 0)
  }

  /// A curve across half of the page of which the middle is taken.
  @Test(arguments: [(UInt16(14_000), true), (30_000, false)])
  func theRestOfALongCurveAsDarkAsInkComesBack(gray: UInt16, comesBack: Bool) {
    var before = page(Area(x: 0, y: 0, width: 0, height: 0, gray: Self.paper))
    for x in 100..<300 { Area(x: x, y: 60 + x * x / 600, width: 1, height: 3, gray: gray).draw(on: &before) }
    let result = restored(before, taken: Area(x: 150, y: 40, width: 100, height: 160, gray: 0)).restored
    for x in 150..<250 {
      #expect((result.samples[(61 + x * x / 600) * result.width + x] <= gray) == comesBack, "at \(x)")
    }
  }

  // MARK: Nothing to do

  @Test func aPageThatLostNothingIsNotTouched() {
    let (taken, result) = restored(pencil(), taken: Area(x: 10, y: 10, width: 5, height: 5, gray: 0))
    #expect(result == taken)
  }

  @Test func aPageWithoutInkHasNothingToGiveBack() throws {
    let sheet = GrayImage(width: 100, height: 100, filledWith: Self.paper)
    let white = GrayImage(width: 100, height: 100)
    let paper = try #require(PaperMap(before: sheet, after: white))
    #expect(
      LostInk(
        before: sheet, after: white, contrast: InkContrast(before: sheet, paper: paper), stroke: Self.stroke,
        strength: 1) == nil)
  }

  @Test func aBlackPageHasNoPaper() {
    let sheet = GrayImage(width: 100, height: 100, filledWith: Self.paper)
    #expect(PaperMap(before: sheet, after: GrayImage(width: 100, height: 100, filledWith: 0)) == nil)
  }

  // MARK: Dashes

  @Test(arguments: [GrayImage.white, 45_000]) func aDashBesideLettersComesBack(left: UInt16) {
    let dash = Area(x: 380, y: 255, width: 8, height: 2, gray: Self.ink)
    let result = restored(page(dash), taken: dash, left: left).restored
    for x in 380..<388 { #expect(result.samples[255 * result.width + x] <= Self.ink) }
  }

  @Test(arguments: [(380, 240, 8, 2), (200, 100, 8, 2), (380, 253, 3, 6)])
  func aMarkThatIsNoDashStaysAway(x: Int, y: Int, width: Int, height: Int) {
    let mark = Area(x: x, y: y, width: width, height: height, gray: 20_000)
    let (taken, result) = restored(page(mark), taken: mark)
    #expect(taken == result)
  }
}

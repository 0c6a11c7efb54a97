import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Strokes of faint ink some pixels of which are several times as deep as others become black as a whole.
@Suite struct UnevenInkTests {
  private static let (width, height, paper) = (LetterGrid.width, LetterGrid.height, UInt16(52_000))
  /// What is deeper is left by the networks.
  private static let kept = 0.2

  /// Letters as deep as said, 0 to 1.
  private func letters(_ depth: Double, paper: UInt16 = paper) -> GrayImage {
    var page = GrayImage(width: Self.width, height: Self.height, filledWith: paper)
    LetterGrid.forEachLetter { x, y in page.drawLetter(depth, x: x, y: y, paper: paper) }
    return page
  }

  /// Letters each of whose pixels is as deep as chance has it, most of them a tenth and some nearly a half, on paper of some grain, and what
  /// networks leave of them.
  private func uneven(times deep: Double = 1, grain: Double = 0.002) -> (before: GrayImage, after: GrayImage) {
    var random = SeededRandom(seed: 1)
    let black = letters(1)
    var before = GrayImage(width: Self.width, height: Self.height)
    var after = before
    for place in black.samples.indices {
      let isInk = black.samples[place] == 0
      let chance = random.uniform()
      let depth = isInk ? deep * (0.08 + 0.35 * chance * chance * chance) : abs(random.normal()) * grain
      before.samples[place] = UInt16(Double(Self.paper) * max(0, 1 - depth))
      if isInk, depth >= Self.kept { after.samples[place] = 0 }
    }
    return (before, after)
  }

  private func found(_ page: (before: GrayImage, after: GrayImage)) throws -> UnevenInk? {
    let paper = try #require(PaperMap(before: page.before, after: page.after))
    return UnevenInk(before: page.before, after: page.after, paper: paper)
  }

  @Test func mostOfTheInkBecomesBlackAndPaperWhite() throws {
    let page = uneven()
    let inked = try #require(FaintPage.inked(before: page.before, after: page.after))
    #expect(inked.isUneven)
    let black = letters(1)
    let ink = black.samples.indices.filter { black.samples[$0] == 0 }
    #expect(ink.count { inked.page.samples[$0] < GrayImage.white / 2 } > ink.count * 6 / 10)
    #expect(black.samples.indices.allSatisfy { black.samples[$0] == 0 || inked.page.samples[$0] > 60_000 })
  }

  @Test func inkThatIsEvenIsNot() throws {
    let page = letters(0.2)
    let inked = try #require(FaintPage.inked(before: page, after: letters(1, paper: GrayImage.white)))
    #expect(!inked.isUneven)
    #expect(try found((page, letters(1, paper: GrayImage.white))) == nil)
  }

  @Test func strokesOfSeveralWidthsOutOfFocusAreNotUneven() throws {
    var page = letters(0.35)
    for y in stride(from: 10, to: Self.height - 10, by: 30) {
      for x in 20..<Self.width - 20 { page.samples[y * Self.width + x] = UInt16(0.65 * Double(Self.paper)) }
    }
    for _ in 0..<2 { page = page.smoothed }
    #expect(try found((page, letters(1, paper: GrayImage.white))) == nil)
  }

  @Test func slantedThinStrokesInFocusAreRoughButNotUneven() throws {
    var (before, after) = (letters(0), GrayImage(width: Self.width, height: Self.height))
    var middles = StrokeMiddles(width: Self.width, height: Self.height)
    for y in 20..<Self.height - 20 {
      for left in stride(from: 20, to: Self.width - 120, by: 12) {
        // A stroke 1.4 pixels wide covers of each pixel what lies between its sides.
        let start = Double(left) + 0.45 * Double(y % 60)
        for x in Int(start)...Int(start + 1.4) {
          let cover = min(Double(x + 1), start + 1.4) - max(Double(x), start)
          before.samples[y * Self.width + x] = UInt16(Double(Self.paper) * (1 - 0.3 * cover))
          after.samples[y * Self.width + x] = 0
        }
      }
    }
    let paper = try #require(PaperMap(before: before, after: after))
    let contrast = InkContrast(before: before, paper: paper).values
    for place in contrast.indices where contrast[place] > 7 {
      middles.add(x: place % Self.width, y: place / Self.width, of: contrast)
    }
    #expect(try #require(middles.roughness) > 0.08)
    #expect(try found((before, after)) == nil)
  }

  @Test func lettersOfTwoInksAreNotUneven() throws {
    var page = letters(0.2)
    LetterGrid.forEachLetter { x, y in
      if ((x - 20) / 14).isMultiple(of: 3) { page.drawLetter(0.4, x: x, y: y, paper: Self.paper) }
    }
    #expect(try found((page, letters(1, paper: GrayImage.white))) == nil)
  }

  @Test func lettersThatWereTakenBecomeBlackAsWell() throws {
    var page = uneven()
    // Where they fade to the right, networks leave nothing.
    for place in page.before.samples.indices where place % Self.width >= 520 {
      let depth = 1 - Double(page.before.samples[place]) / Double(Self.paper)
      page.before.samples[place] = UInt16((1 - 0.6 * depth) * Double(Self.paper))
      page.after.samples[place] = GrayImage.white
    }
    let inked = try #require(FaintPage.inked(before: page.before, after: page.after))
    #expect(inked.isUneven)
    let black = letters(1)
    let ink = black.samples.indices.filter { black.samples[$0] == 0 && $0 % Self.width >= 520 }
    #expect(ink.count { inked.page.samples[$0] < 48_000 } > ink.count / 2)
  }

  @Test func picturesStayAsTheyAre() throws {
    let page = uneven()
    let squares = (0..<60 * 32).map { $0 % 60 >= 40 }
    let pictures = PictureArea(squares: squares, width: 60, squareSize: 10)
    let inked = try #require(FaintPage.inked(before: page.before, after: page.after, outside: pictures))
    #expect(inked.isUneven)
    for y in 0..<Self.height {
      let places = y * Self.width + 400..<(y + 1) * Self.width
      #expect(inked.page.samples[places] == page.before.samples[places])
    }
  }

  @Test func whereNetworksLeftGrainNothingIsSaid() throws {
    let page = uneven()
    let inked = try #require(FaintPage.inked(before: page.before, after: page.after, isMottled: true))
    #expect(!inked.isUneven)
  }

  @Test func inkThatIsDarkHasNotFaded() throws {
    #expect(try found(uneven()) != nil)
    #expect(try found(uneven(times: 2.2)) == nil)
  }

  @Test(arguments: [0.03, 0.05]) func onGrainThatWouldBecomeGrayNothingIsSaid(grain: Double) throws {
    #expect(try found(uneven(grain: grain)) == nil)
  }
}

import Imaging
import Testing

@Suite struct InkLossTests {
  /// Paper of a gray with dark horizontal strokes, three pixels thick and twelve apart.
  private func strokes(
    _ width: Int = 300, _ height: Int = 240, scale: Int = 1, paper: Double = 0.85, ink: Double = 0.15,
    kept: (Int) -> Bool = { _ in true }
  ) -> GrayImage {
    image(width * scale, height * scale) { _, y in
      let line = y / scale
      return line % 12 < 3 && kept(line / 12) ? ink : paper
    }
  }

  private func image(_ width: Int, _ height: Int, _ value: (_ x: Int, _ y: Int) -> Double) -> GrayImage {
    GrayImage(
      width: width, height: height,
      samples: (0..<width * height).map { UInt16(value($0 % width, $0 / width) * 65535) })
  }

  @Test(arguments: [1, 2, 5]) func theShareIsThatOfTheStrokesThatAreGone(scale: Int) {
    let before = strokes(scale: scale)
    #expect(InkLoss(from: before, to: before).share == 0)
    #expect(InkLoss(from: before, to: strokes(scale: scale, paper: 1, ink: 0)).share == 0)
    let half = InkLoss(from: before, to: strokes(scale: scale) { $0 % 2 == 0 })
    #expect(abs(half.share - 0.5) < 0.03)
    #expect(InkLoss(from: before, to: strokes(scale: scale, paper: 1, ink: 1)).share == 1)
    #expect(half.ink > 0.1)
  }

  @Test func fadedStrokesAreLostInPart() {
    let loss = InkLoss(from: strokes(paper: 1, ink: 0), to: strokes(paper: 1, ink: 0.6))
    #expect(abs(loss.share - 0.6) < 0.01)
  }

  @Test func aStainIsNoInk() {
    // A spill with a soft rim, 45 % darker than the paper, beside print.
    func page(stained: Bool, printed: Bool = true) -> GrayImage {
      image(300, 240) { x, y in
        let distance = Double((x - 150) * (x - 150) + (y - 120) * (y - 120)).squareRoot()
        let shade = stained ? 1 - 0.45 * min(1, max(0, (70 - distance) / 6)) : 1
        return shade * (printed && y % 12 < 3 ? 0.2 : 0.9)
      }
    }
    #expect(InkLoss(from: page(stained: true), to: page(stained: false)).share < 0.02)
    #expect(InkLoss(from: page(stained: true, printed: false), to: page(stained: false, printed: false)).ink < 0.001)
  }

  @Test func whatIsBlackIsInkHoweverLargeItIs() {
    let black = image(200, 100) { _, _ in 0.02 }
    let loss = InkLoss(from: black, to: image(200, 100) { _, _ in 0.5 })
    #expect(loss.share == 1 && loss.ink > 0.4)
    #expect(InkLoss(from: black, to: black).share == 0)
  }

  @Test func theShadowedPaperOfADarkScanIsNoInk() {
    let scan = image(300, 240) { x, y in (y % 12 < 3 ? 0.1 : 1) * (x < 60 ? 0.18 : 0.32) }
    let cleaned = image(300, 240) { _, y in y % 12 < 3 ? 0 : 1 }
    #expect(InkLoss(from: scan, to: cleaned).share < 0.01)
    #expect(InkLoss(from: scan, to: image(300, 240) { _, _ in 1 }).share > 0.99)
  }

  @Test func deepShadowInWhichPrintIsKeptIsNoInk() {
    // A quarter of the sheet is darker than a quarter of the paper.
    func page(print: Double) -> GrayImage {
      image(300, 240) { x, y in x < 20 ? 0 : (x < 75 ? 0.12 : 1) * (y % 12 < 3 ? print : 1) }
    }
    let cleaned = image(300, 240) { x, y in x < 20 || y % 12 >= 3 ? 1 : 0 }
    #expect(InkLoss(from: page(print: 0.2), to: cleaned).share < 0.01)
    let emptied = image(300, 240) { x, y in x >= 75 && y % 12 < 3 ? 0 : 1 }
    #expect(InkLoss(from: page(print: 0.2), to: emptied).share > 0.2)
    #expect(InkLoss(from: page(print: 1), to: image(300, 240) { _, _ in 1 }).share > 0.9)
  }

  @Test func faintInkThatBecomesBlackCountsTwice() {
    let faint = strokes(paper: 1, ink: 0.7)
    #expect(InkLoss(from: faint, to: strokes(paper: 1, ink: 0.7) { $0 % 8 != 0 }).share > 0.1)
    #expect(InkLoss(from: faint, to: strokes(paper: 1, ink: 0) { $0 % 8 != 0 }).share < 0.09)
    #expect(InkLoss(from: faint, to: strokes(paper: 1, ink: 0) { $0 % 4 == 0 }).share > 0.4)
  }

  @Test(arguments: [0.3, 0.8, 1]) func evenPaperHasNoInk(gray: Double) {
    let loss = InkLoss(from: image(90, 50) { _, _ in gray }, to: image(90, 50) { _, _ in 1 })
    #expect(loss.share == 0 && loss.ink == 0)
  }

  @Test(arguments: [(1, 1), (3, 2000), (2000, 3)]) func narrowPagesAreCompared(width: Int, height: Int) {
    let black = GrayImage(width: width, height: height, filledWith: 0)
    #expect(InkLoss(from: black, to: GrayImage(width: width, height: height)).share == 1)
  }
}

import Foundation
import Imaging
import Randomness
import Testing

@testable import Synthesis

/// Outlines cover the area they should, and screens print the gray they should.
@Suite struct DrawingTests {
  /// Sum of the coverage of all pixels.
  private func area(_ outline: Outline, width: Int = 64, height: Int = 48) -> Double {
    let canvas = Canvas(width: width, height: height, rotation: 0)
    canvas.fill(outline, gray: 0)
    return canvas.image.samples.reduce(0) { $0 + 1 - Double($1) / 65_535 }
  }

  @Test func polygonsCoverTheirArea() {
    var random = SeededRandom(seed: 4)
    for _ in 0..<200 {
      let corners = (0..<3).map { _ in Point(x: random.uniform(in: 1...63), y: random.uniform(in: 1...47)) }
      let (a, b, c) = (corners[0], corners[1], corners[2])
      let exact = abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2
      // Grays are rounded to 256 levels along the sides.
      #expect(abs(area(.polygon(corners)) - exact) < 0.4, "\(corners)")
    }
  }

  @Test func curvesCoverTheirArea() {
    let circle = area(.ellipse(centre: Point(x: 30.3, y: 21.7), radiusX: 17, radiusY: 17))
    // Chords lie within a circle, by a fiftieth of a pixel at most.
    #expect(abs(circle - .pi * 17 * 17) < 2 * .pi * 17 * 0.02)
    var parabola = Outline()
    parabola.move(to: Point(x: 4, y: 40))
    parabola.curve(to: Point(x: 60, y: 40), control: Point(x: 32, y: -20))
    #expect(abs(area(parabola) - 2.0 / 3 * 56 * 30) < 1)
    var cubic = Outline()
    cubic.move(to: Point(x: 4, y: 40))
    cubic.curve(to: Point(x: 60, y: 40), controls: Point(x: 4, y: 10), Point(x: 60, y: 10))
    #expect(abs(area(cubic) - 3.0 / 4 * 56 * 30 * 0.8) < 1)
  }

  @Test func whatLiesBeyondThePageIsLeftOut() {
    let canvas = Canvas(width: 20, height: 10, rotation: 0)
    let half = canvas.fill(.rectangle(Rectangle(x: -5, y: 2, width: 10, height: 3)), gray: 0)
    #expect(half.box == PixelBox(x: 0, y: 2, width: 5, height: 3) && half.isCut)
    let outside = canvas.fill(.rectangle(Rectangle(x: 30, y: 2, width: 10, height: 3)), gray: 0)
    #expect(outside.box == nil && outside.isCut)
    let whole = canvas.fill(.rectangle(Rectangle(x: 8, y: 0, width: 12, height: 10)), gray: 0)
    #expect(whole.box == PixelBox(x: 8, y: 0, width: 12, height: 10) && !whole.isCut)
    // Nothing spills into the next row.
    #expect(canvas.image.samples[3 * 20 + 5..<3 * 20 + 8].allSatisfy { $0 == GrayImage.white })
  }

  @Test func faintEdgesAreNotInk() {
    let canvas = Canvas(width: 20, height: 10, rotation: 0)
    let ink = canvas.fill(.rectangle(Rectangle(x: 3.9, y: 2.8, width: 4.1, height: 3)), gray: 0)
    #expect(ink.box == PixelBox(x: 4, y: 2, width: 4, height: 4))
  }

  @Test func holesStayEmptyAndOverlapsAreFilledOnce() {
    var ring = Outline.rectangle(Rectangle(x: 4, y: 4, width: 20, height: 20))
    ring.addPolygon([Point(x: 8, y: 8), Point(x: 8, y: 20), Point(x: 20, y: 20), Point(x: 20, y: 8)])
    #expect(abs(area(ring) - (400 - 144)) < 0.01)
    let bent = Outline.stroke([Point(x: 5, y: 30), Point(x: 30, y: 30), Point(x: 30, y: 10)], width: 4)
    let corner = Double.pi
    #expect(abs(area(bent) - (25 * 4 + 20 * 4 - 4 + corner)) < 0.5)
  }

  @Test func aTurnedPageKeepsItsInk() throws {
    let box = Outline.rectangle(Rectangle(x: 4, y: 18, width: 56, height: 10))
    let canvas = Canvas(width: 64, height: 48, rotation: 3)
    let ink = canvas.fill(box, gray: 0)
    let total = canvas.image.samples.reduce(0) { $0 + 1 - Double($1) / 65_535 }
    #expect(abs(total - 560) < 2)
    // Clockwise: the right side is lower than the left.
    let left = try #require((0..<48).first { canvas.image.samples[$0 * 64 + 8] < 30_000 })
    let right = try #require((0..<48).first { canvas.image.samples[$0 * 64 + 55] < 30_000 })
    #expect(left < right)
    #expect(ink.isCut == false)
  }

  @Test(arguments: Screen.Spot.allCases) func screensPrintTheGrayTheyAreGiven(spot: Screen.Spot) {
    for gray in [0, 40, 128, 200, 255] as [Float] {
      let picture = Picture(width: 2, height: 2, samples: Array(repeating: gray, count: 4))
      let box = Rectangle(x: 0, y: 0, width: 120, height: 120)
      let paint = PicturePaint(
        picture, in: box, placement: .identity, tone: .init(gamma: 1, black: 0, white: 1),
        screen: Screen(spot, period: 7.3, degrees: 45))
      let canvas = Canvas(width: 120, height: 120, rotation: 0)
      canvas.fill(.rectangle(box), with: paint)
      let mean = canvas.image.samples.reduce(0) { $0 + Double($1) } / 65_535 / 14_400
      #expect(abs(mean - Double(gray) / 255) < 0.02, "\(gray)")
    }
  }

  @Test func picturesAreAveragedDownAndKeptOtherwise() {
    let picture = Picture(width: 4, height: 2, samples: [0, 100, 200, 40, 20, 80, 0, 60])
    let whole = PixelBox(x: 0, y: 0, width: 4, height: 2)
    #expect(picture.reduced(part: whole, toWidth: 2, height: 1).samples == [50, 75])
    #expect(picture.reduced(part: whole, toWidth: 40, height: 10).samples == picture.samples)
    let corner = PixelBox(x: 2, y: 1, width: 2, height: 1)
    #expect(picture.reduced(part: corner, toWidth: 2, height: 1).samples == [0, 60])
  }

  @Test func hatchingStaysInItsPolygon() {
    let square = [Point(x: 10, y: 10), Point(x: 30, y: 10), Point(x: 30, y: 30), Point(x: 10, y: 30)]
    for degrees in [0.0, 30, 45, 90, 137] {
      let lines = hatch(square, spacing: 3, degrees: degrees)
      #expect(lines.count >= 6)
      for point in lines.joined() {
        #expect((9.99...30.01).contains(point.x) && (9.99...30.01).contains(point.y))
      }
    }
  }

  @Test func dashesLeaveGaps() {
    let line = [Point(x: 2, y: 10), Point(x: 62, y: 10)]
    #expect(abs(area(.stroke(line, width: 2, dashes: [6, 4])) - 36 * 2) < 0.5)
  }
}

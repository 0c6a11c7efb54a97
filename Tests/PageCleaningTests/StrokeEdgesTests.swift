import Foundation
import Imaging
import Testing

@testable import PageCleaning

/// Faint ink that was made black has strokes as wide as they were written.
@Suite struct StrokeEdgesTests {
  private let size = (width: 240, height: 160)
  private let paper: UInt16 = 52_000

  /// Strokes side by side, each darker than the one before, with pale rims of a pixel.
  private func scan(strokes width: Int, rim: Float) -> GrayImage {
    var page = GrayImage(width: size.width, height: size.height, filledWith: paper)
    for (number, left) in lefts.enumerated() {
      let depth = depth(ofStroke: number)
      page.fill(box(left - 1, width + 2)) { _, _ in gray(depth: rim * depth) }
      page.fill(box(left, width)) { _, _ in gray(depth: depth) }
    }
    return page
  }

  private var lefts: [Int] { Array(stride(from: 20, to: 220, by: 20)) }
  private func depth(ofStroke number: Int) -> Float { 0.15 + 0.03 * Float(number) }
  private func gray(depth: Float) -> UInt16 { UInt16(Float(paper) * (1 - depth)) }
  private func box(_ left: Int, _ width: Int) -> PixelBox { PixelBox(x: left, y: 40, width: width, height: 80) }

  /// The strokes in black, with their rims.
  private func cleaned(strokes width: Int) -> GrayImage {
    var page = GrayImage(width: size.width, height: size.height, filledWith: GrayImage.white)
    for left in lefts { page.fill(box(left - 1, width + 2)) { _, _ in 0 } }
    return page
  }

  private func narrowed(_ cleaned: GrayImage, before: GrayImage) throws -> GrayImage {
    let paper = try #require(PaperMap(before: before, after: cleaned))
    return StrokeEdges.narrowed(cleaned, before: before, paper: paper)
  }

  @Test func rimsOfLessThanHalfTheirStrokesDepthBecomePaler() throws {
    let result = try narrowed(cleaned(strokes: 2), before: scan(strokes: 2, rim: 0.35))
    for left in lefts {
      for column in [left - 1, left + 2] { #expect(result.samples[80 * size.width + column] > GrayImage.white / 2) }
    }
  }

  @Test func strokesStayBlackHoweverFaintTheyAreBesideOthers() throws {
    let result = try narrowed(cleaned(strokes: 2), before: scan(strokes: 2, rim: 0.35))
    for left in lefts {
      for column in left...left + 1 { #expect(result.samples[80 * size.width + column] == 0) }
    }
  }

  @Test func paleGrainsOfPencilStayInk() throws {
    let even = scan(strokes: 8, rim: 0.1)
    var before = even
    for (number, left) in lefts.enumerated() {
      before.fill(box(left, 8)) { x, y in
        (x + y).isMultiple(of: 2) ? gray(depth: 0.5 * depth(ofStroke: number)) : even.samples[y * size.width + x]
      }
    }
    let result = try narrowed(cleaned(strokes: 8), before: before)
    for left in lefts {
      for column in left..<left + 8 { #expect(result.samples[80 * size.width + column] < GrayImage.white / 2) }
    }
  }

  @Test func blurredStrokesBecomeNearlyAsNarrowAsTheyWereAndBlackWithin() throws {
    let (width, deviation) = (4.0, 2.5)
    func share(_ distance: Double) -> Double {
      func step(_ edge: Double) -> Double { erf(edge / (2.0.squareRoot() * deviation)) }
      return (step(width / 2 + distance) + step(width / 2 - distance)) / (2 * step(width / 2))
    }
    var before = GrayImage(width: size.width, height: size.height, filledWith: paper)
    var after = GrayImage(width: size.width, height: size.height, filledWith: GrayImage.white)
    let middles = Array(stride(from: 20, to: 220, by: 25))
    for middle in middles {
      before.fill(box(middle - 10, 21)) { x, _ in gray(depth: 0.4 * Float(share(Double(x - middle)))) }
      after.fill(box(middle - 10, 21)) { x, _ in share(Double(x - middle)) > 0.35 ? 0 : GrayImage.white }
    }
    let result = try narrowed(after, before: before)
    for middle in middles {
      let row = 80 * size.width
      #expect((middle - 10...middle + 10).count { result.samples[row + $0] < GrayImage.white / 2 } <= 5)
      #expect((middle - 1...middle + 1).allSatisfy { result.samples[row + $0] == 0 })
    }
  }

  @Test func picturesStayAsTheyAre() throws {
    let (before, after) = (scan(strokes: 2, rim: 0.35), cleaned(strokes: 2))
    let paper = try #require(PaperMap(before: before, after: after))
    // The left half, in squares of 40 pixels.
    let pictures = PictureArea(squares: (0..<24).map { $0 % 6 < 3 }, width: 6, squareSize: 40)
    let result = StrokeEdges.narrowed(after, before: before, paper: paper, outside: pictures)
    let changed = result.samples.indices.filter { result.samples[$0] != after.samples[$0] }.map { $0 % size.width }
    #expect(changed.min() ?? 0 >= 160)
  }

  @Test func nothingBecomesDarker() throws {
    var gray = cleaned(strokes: 2)
    for place in gray.samples.indices where gray.samples[place] == 0 { gray.samples[place] = 30_000 }
    let result = try narrowed(gray, before: scan(strokes: 2, rim: 1))
    for (after, before) in zip(result.samples, gray.samples) { #expect(after >= before) }
  }
}

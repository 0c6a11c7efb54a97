import Foundation
import Imaging
import Randomness
import Testing

@testable import PageCleaning

/// Fine lines that cleaning took come back where it took nothing else, and dirt that is as thin does not.
@Suite struct FineLinesTests {
  private static let size = (width: 400, height: 300)
  private static let pale: UInt16 = 45_000

  /// Black strokes on white paper: what cleaning keeps.
  private let kept: GrayImage = {
    var page = GrayImage(width: size.width, height: size.height, filledWith: GrayImage.white)
    for x in stride(from: 20, to: 380, by: 12) {
      page.fill(PixelBox(x: x, y: 270, width: 4, height: 12)) { _, _ in 0 }
    }
    return page
  }()

  /// The page with pixels besides.
  private func page(with places: [(x: Int, y: Int)], gray: UInt16 = pale) -> GrayImage {
    var page = kept
    for (x, y) in places { page.samples[y * page.width + x] = gray }
    return page
  }

  /// Four waves of a pixel's width.
  private func waves(gap: (Int) -> Bool = { _ in false }) -> [(x: Int, y: Int)] {
    (0..<4).flatMap { wave in
      (30..<370).filter { !gap($0) }.map { (x: $0, y: 50 + 50 * wave + Int(20 * sin(Double($0) / 30))) }
    }
  }

  /// A page of which all but the black strokes was taken, after its lines are given back; `nil` where it has none.
  private func restored(_ before: GrayImage, strength: Float = 1) -> GrayImage? {
    guard let paper = PaperMap(before: before, after: kept),
      let lines = FineLines(
        before: before, after: kept, contrast: InkContrast(before: before, paper: paper))
    else { return nil }
    var page = before.partly(cleanedTo: kept, strength: strength)
    lines.restore(to: &page, strength: strength)
    return page
  }

  @Test(arguments: [1, 0.4] as [Float]) func theLinesOfADrawingComeBack(strength: Float) throws {
    let before = page(with: waves())
    let after = try #require(restored(before, strength: strength))
    for (old, new) in zip(before.samples, after.samples) { #expect(abs(Int(old) - Int(new)) < 400) }
  }

  @Test func blackLinesGoOnOverGaps() throws {
    let before = page(with: waves { $0 % 60 < 20 && $0 % 4 == 0 }, gray: 0)
    #expect(restored(before) == before)
  }

  @Test func whereAStainWasTakenNothingComesBack() {
    var before = page(with: waves())
    before.fill(PixelBox(x: 100, y: 20, width: 40, height: 40)) { _, _ in Self.pale }
    #expect(restored(before) == nil)
  }

  @Test func softLinesAreNoDrawing() {
    let soft = (-2...2).map { offset in
      (gray: Self.pale + UInt16(abs(offset)) * 4_000, places: waves().map { (x: $0.x, y: $0.y + offset) })
    }
    var before = kept
    for (gray, places) in soft { for (x, y) in places { before.samples[y * before.width + x] = gray } }
    #expect(restored(before) == nil)
  }

  @Test func piecesAsShortAsLettersAreNoDrawing() {
    #expect(restored(page(with: waves { $0 % 15 < 3 })) == nil)
  }

  @Test func streaksAreNoDrawing() {
    let streaks = [60, 160, 260, 360].flatMap { x in (0..<Self.size.height).map { (x: x, y: $0) } }
    #expect(restored(page(with: streaks)) == nil)
  }

  @Test func specksInARowAreNoDrawing() {
    #expect(restored(page(with: waves { $0 % 3 != 0 }, gray: 0)) == nil)
  }

  @Test func dustIsNoDrawing() {
    var random = SeededRandom(seed: 1)
    let dust = (0..<2_000).map { _ in
      (x: Int.random(in: 20..<380, using: &random), y: Int.random(in: 20..<250, using: &random))
    }
    #expect(restored(page(with: dust, gray: 0)) == nil)
  }
}

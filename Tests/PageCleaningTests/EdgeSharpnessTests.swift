import Imaging
import Testing

@testable import PageCleaning

/// Print in focus is told from print that is not, whatever its contrast.
@Suite struct EdgeSharpnessTests {
  private static let size = (width: 240, height: 120)

  /// Strokes whose edges lie anywhere between two pixels.
  private static func page(paper: Float, ink: Float, width: Double) -> GrayImage {
    var page = GrayImage(width: size.width, height: size.height)
    page.fill(PixelBox(x: 0, y: 0, width: size.width, height: size.height)) { x, y in
      let covered = stride(from: 16.0, to: 220, by: 13.37).reduce(0.0) { sum, left in
        sum + max(0, min(Double(x) + 1, left + width) - max(Double(x), left))
      }
      return UInt16((paper + Float((20..<100).contains(y) ? covered : 0) * (ink - paper)) * 65535)
    }
    return page
  }

  private func sharpness(_ scan: GrayImage, _ cleaned: GrayImage) throws -> EdgeSharpness {
    let paper = try #require(PaperMap(before: scan, after: cleaned))
    return try #require(EdgeSharpness(scan, paper: paper, after: cleaned, outside: nil))
  }

  @Test(arguments: [2.2, 3.5, 8.0], [(1, 0), (0.7, 0.1), (0.9, 0.7)] as [(Float, Float)])
  func edgesInFocusAreSharp(width: Double, tones: (paper: Float, ink: Float)) throws {
    let cleaned = Self.page(paper: 1, ink: 0, width: width)
    let scan = Self.page(paper: tones.paper, ink: tones.ink, width: width)
    #expect(try sharpness(scan, cleaned).isSharp)
    #expect(try !sharpness(GrayImage(FloatImage(scan).blurred(sigma: 0.9)), cleaned).isSharp)
  }

  @Test func aBlankPageHasNoEdges() throws {
    let page = GrayImage(width: 100, height: 100, filledWith: GrayImage.white)
    let paper = try #require(PaperMap(before: page, after: page))
    #expect(EdgeSharpness(page, paper: paper, after: page, outside: nil) == nil)
  }
}

import Foundation
import Imaging
import Testing

@testable import TextRecognition

@Suite struct ReadingFrameTests {
  @Test(arguments: [(1.0, 0.0), (2.8, 0.0), (0.4, 3.0), (1.7, -8.0)])
  func pointsGoThereAndBack(scale: Double, degrees: Double) {
    let frame = ReadingFrame(pageWidth: 541, pageHeight: 419, scale: scale, angle: degrees * .pi / 180)
    for (x, y) in [(0.0, 0.0), (541, 419), (13.5, 400.25), (270, 2)] {
      let there = frame.readingPoint(x: x, y: y)
      let back = frame.pagePoint(x: there.x, y: there.y)
      #expect(abs(back.x - x) < 1e-9 && abs(back.y - y) < 1e-9)
      #expect(there.x > -1.5 && there.x < Double(frame.width) + 1.5)
      #expect(there.y > -1.5 && there.y < Double(frame.height) + 1.5)
    }
  }

  @Test func boxesOfAnEnlargedPageAreThoseOfThePage() {
    let frame = ReadingFrame(pageWidth: 100, pageHeight: 80, scale: 3, angle: 0)
    let box = PixelBox(x: 10, y: 20, width: 7, height: 9)
    #expect(frame.readingBox(box) == PixelBox(x: 30, y: 60, width: 21, height: 27))
    #expect(frame.pageBox(frame.readingBox(box)) == box)
  }

  @Test func inkIsWhereTheFrameSaysItIs() {
    for (scale, degrees) in [(1.0, 0.0), (2.5, 0.0), (0.5, 0.0), (1.0, 6.0), (2.0, -9.0)] {
      var page = GrayImage(width: 120, height: 90)
      for y in 40..<48 { for x in 70..<78 { page.samples[y * 120 + x] = 0 } }
      let frame = ReadingFrame(pageWidth: 120, pageHeight: 90, scale: scale, angle: degrees * .pi / 180)
      let image = page.seen(through: frame)
      #expect(abs(image.width - frame.width) <= 1 && abs(image.height - frame.height) <= 1)
      let expected = frame.readingPoint(x: 74, y: 44)
      var (sum, centre) = (0.0, SIMD2(0.0, 0.0))
      for y in 0..<image.height {
        for x in 0..<image.width {
          let ink = 1 - Double(image.samples[y * image.width + x]) / 65535
          sum += ink
          centre += SIMD2(Double(x) + 0.5, Double(y) + 0.5) * ink
        }
      }
      #expect(abs(centre.x / sum - expected.x) < 0.6 && abs(centre.y / sum - expected.y) < 0.6)
      #expect(abs(sum - 64 * scale * scale) < 3 * scale * scale)
    }
  }
}

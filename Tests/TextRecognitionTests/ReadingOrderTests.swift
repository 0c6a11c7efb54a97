import Imaging
import Testing

@testable import TextRecognition

@Suite struct ReadingOrderTests {
  private func box(_ x: Int, _ y: Int, _ width: Int, _ height: Int) -> PixelBox {
    PixelBox(x: x, y: y, width: width, height: height)
  }

  @Test func columnsAreReadOneAfterTheOther() {
    let heading = box(0, 0, 210, 20)
    let (left, left2) = (box(0, 40, 100, 200), box(0, 260, 100, 100))
    let (right, right2) = (box(110, 45, 100, 90), box(110, 150, 100, 210))
    #expect(readingOrder(of: [right2, left2, heading, right, left]) == [2, 4, 1, 3, 0])
  }

  @Test func whatReachesAcrossEndsTheColumnsAboveIt() {
    let upper = [box(0, 0, 100, 100), box(110, 0, 100, 100)]
    let across = box(0, 110, 210, 20)
    let lower = [box(0, 140, 100, 100), box(110, 140, 100, 100)]
    #expect(readingOrder(of: [lower[1], lower[0], across, upper[1], upper[0]]) == [4, 3, 2, 1, 0])
  }

  @Test func everyBoxIsReadOnceWhateverTheirPlaces() {
    for count in [0, 1, 2, 30, 301] {
      let boxes = (0..<count).map { box($0 * 37 % 200, $0 * 53 % 300, 10 + $0 * 11 % 90, 10 + $0 * 7 % 60) }
      #expect(readingOrder(of: boxes).sorted() == Array(0..<count))
    }
  }
}

import Imaging
import Testing

@Suite struct ConnectedAreaTests {
  private func mask(_ rows: String...) -> [Bool] { rows.joined().map { $0 == "#" } }

  @Test func pixelsThatTouchByASideAreOneArea() {
    let areas = ConnectedAreas(
      of: mask(
        "##...",
        ".#.#.",
        "..##.",
        "....."), width: 5)
    #expect(areas.areas.map(\.pixels) == [3, 3])
    #expect(areas.areas.map(\.touchesBorder) == [true, false])
    #expect(areas.labels[0] == 0 && areas.labels[6] == 0 && areas.labels[8] == 1 && areas.labels[12] == 1)
    #expect(areas.labels[2] == -1)
  }

  @Test func anEmptyMaskHasNoAreaAndAFullOneHasOne() {
    #expect(ConnectedAreas(of: [Bool](repeating: false, count: 12), width: 4).areas.isEmpty)
    let full = ConnectedAreas(of: [Bool](repeating: true, count: 65_536), width: 256)
    #expect(full.areas.map(\.pixels) == [65_536] && full.areas.allSatisfy(\.touchesBorder))
  }

  @Test func aDilationSpreadsTheLightest() {
    var image = GrayImage(width: 5, height: 4, filledWith: 100)
    image.samples[0] = 900
    let expected: [UInt16] = [900, 900, 100, 100, 100]
    #expect(Array(image.dilated(radius: 1).samples[0..<10]) == expected + expected)
    #expect(image.dilated(radius: 0) == image)
  }
}

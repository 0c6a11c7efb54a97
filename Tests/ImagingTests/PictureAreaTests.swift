import Imaging
import Testing

@Suite struct PictureAreaTests {
  /// The second and third square of the second row, of three squares of ten pixels a row.
  private let area = PictureArea(squares: [false, false, false, false, true, true], width: 3, squareSize: 10)

  @Test func aBoxHasTheShareOfItsSquares() {
    #expect(area.share(of: PixelBox(x: 12, y: 11, width: 15, height: 5)) == 1)
    #expect(area.share(of: PixelBox(x: 0, y: 10, width: 30, height: 10)) == 2.0 / 3)
    #expect(area.share(of: PixelBox(x: 10, y: 5, width: 10, height: 10)) == 0.5)
    #expect(area.share(of: PixelBox(x: 0, y: 0, width: 30, height: 10)) == 0)
  }

  @Test func beyondThePageIsNoPicture() {
    #expect(area.share(of: PixelBox(x: 40, y: 50, width: 10, height: 10)) == 0)
    #expect(area.share(of: PixelBox(x: -30, y: -30, width: 10, height: 10)) == 0)
  }
}

import Imaging
import Testing

@testable import PageCleaning

/// The holes of a punch become paper, and other discs stay.
@Suite struct PunchHolesTests {
  /// Pixels a millimetre of a page of A4.
  private static let scale = 3.0
  private static let (width, height) = (Int(210 * scale), Int(297 * scale))
  private static let paper: UInt16 = 57_825

  /// A page of rows of letters.
  private func page() -> GrayImage {
    var image = GrayImage(width: Self.width, height: Self.height, filledWith: Self.paper)
    for y in stride(from: 90, to: 800, by: 25) {
      for x in stride(from: 90, to: 560, by: 12) {
        for row in y..<y + 10 { for column in x..<x + 6 { image.samples[row * Self.width + column] = 3_000 } }
      }
    }
    return image
  }

  /// Punches a hole; lengths are in millimetres.
  private func punch(_ image: inout GrayImage, x: Double, y: Double, diameter: Double = 6) {
    for row in 0..<Self.height {
      for column in 0..<Self.width {
        let (across, down) = ((Double(column) + 0.5) / Self.scale - x, (Double(row) + 0.5) / Self.scale - y)
        if across * across + down * down <= diameter * diameter / 4 { image.samples[row * Self.width + column] = 5_000 }
      }
    }
  }

  @Test func holesAlongASideBecomePaper() throws {
    let punches: [(places: [Double], diameter: Double)] = [
      ([108.5, 188.5], 6), ([28.5, 108.5, 188.5, 268.5], 6), ([40.5, 148.5, 256.5], 7.5),
    ]
    for (places, diameter) in punches {
      var image = page()
      // The sheet is turned a little.
      for y in places { punch(&image, x: 12 + 0.01 * y, y: y, diameter: diameter) }
      #expect(try #require(ScanBorder(image)).bare == page())
    }
  }

  @Test func holesAtTheTopBecomePaper() throws {
    var image = page()
    for x in [65.0, 145] { punch(&image, x: x, y: 12) }
    #expect(try #require(ScanBorder(image)).bare == page())
  }

  @Test func discsThatLieElsewhereStay() {
    var (single, off, far, large) = (page(), page(), page(), page())
    punch(&single, x: 12, y: 108.5)
    for y in [20.0, 100] { punch(&off, x: 12, y: y) }
    for y in [108.5, 188.5] { punch(&far, x: 25, y: y) }
    for y in [108.5, 188.5] { punch(&large, x: 16, y: y, diameter: 12) }
    for image in [single, off, far, large] { #expect(ScanBorder(image) == nil) }
  }

  @Test func discsOfAListStay() {
    var image = page()
    for y in [108.5, 188.5] {
      punch(&image, x: 12, y: y)
      // A word beside it.
      for row in Int((y - 2) * Self.scale)..<Int((y + 2) * Self.scale) {
        for column in 50..<90 where column % 8 >= 2 { image.samples[row * Self.width + column] = 3_000 }
      }
    }
    #expect(ScanBorder(image) == nil)
  }

  @Test func whatIsNoEvenDiscStays() {
    var (numbered, square) = (page(), page())
    for y in [108.5, 188.5] {
      punch(&numbered, x: 12, y: y)
      let (row, column) = (Int(y * Self.scale), Int(12 * Self.scale))
      for row in row - 5..<row + 5 { numbered.samples[row * Self.width + column] = .max }
      for row in row - 9..<row + 9 {
        for column in column - 9..<column + 9 { square.samples[row * Self.width + column] = 5_000 }
      }
    }
    #expect(ScanBorder(numbered) == nil)
    #expect(ScanBorder(square) == nil)
  }
}

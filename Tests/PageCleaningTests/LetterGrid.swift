import Imaging

/// A page of letters in lines, of strokes 3 pixels wide, 14 pixels apart.
enum LetterGrid {
  static let (width, height) = (600, 320)

  /// Calls a function with each letter's upper left corner.
  static func forEachLetter(_ body: (_ x: Int, _ y: Int) -> Void) {
    for y in stride(from: 20, to: height - 20, by: 30) {
      for x in stride(from: 20, to: width - 20, by: 14) { body(x, y) }
    }
  }
}

extension GrayImage {
  /// Draws a letter of ``LetterGrid``, as deep as said below a paper, 0 to 1.
  mutating func drawLetter(_ depth: Double, x: Int, y: Int, paper: UInt16 = GrayImage.white) {
    let gray = UInt16(Double(paper) * (1 - depth))
    for row in y..<y + 12 {
      for column in [x, x + 1, x + 2, x + 6, x + 7, x + 8] { samples[row * width + column] = gray }
    }
    for column in x..<x + 9 { for row in y + 5..<y + 8 { samples[row * width + column] = gray } }
  }
}

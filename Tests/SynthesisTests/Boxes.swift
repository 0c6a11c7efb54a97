import Imaging

@testable import Synthesis

extension PixelBox {
  func contains(_ other: PixelBox) -> Bool {
    other.width > 0 && other.height > 0 && x <= other.x && y <= other.y && other.maxX <= maxX && other.maxY <= maxY
  }

  /// The outermost columns and rows.
  var sides: [PixelBox] {
    [
      PixelBox(x: x, y: y, width: width, height: 1), PixelBox(x: x, y: y + height - 1, width: width, height: 1),
      PixelBox(x: x, y: y, width: 1, height: height), PixelBox(x: x + width - 1, y: y, width: 1, height: height),
    ]
  }
}

extension PageTruth.Region {
  var box: PixelBox { PixelBox(x: x, y: y, width: width, height: height) }
}

extension PageTruth.Line {
  var box: PixelBox { PixelBox(x: x, y: y, width: width, height: height) }
}

extension PageTruth.Word {
  var box: PixelBox { PixelBox(x: x, y: y, width: width, height: height) }
}

extension PageTruth.Character {
  var box: PixelBox { PixelBox(x: x, y: y, width: width, height: height) }
}

extension GrayImage {
  /// The darkness of the darkest pixel of a box, 0 = white, 1 = black.
  func darkest(in box: PixelBox) -> Double {
    var least = GrayImage.white
    for row in box.y..<box.y + box.height {
      for column in box.x..<box.x + box.width { least = min(least, samples[row * width + column]) }
    }
    return 1 - Double(least) / 65_535
  }
}

import Imaging

/// Where a dot of few pixels is, with its rim: scans in gray have dots whose edges are gray.
struct DotShape {
  /// The places of the dot's pixels, and of those beside them that touch no other ink.
  let places: [Int]

  /// Outlines a dot.
  ///
  /// - Parameters:
  ///   - box: The dot's box.
  ///   - page: The page that it is on.
  ///   - threshold: What is darker within the box is the dot.
  ///   - ink: What is darker elsewhere is other ink.
  init(_ box: PixelBox, on page: GrayImage, isDarkerThan threshold: UInt16, ink: UInt16) {
    let (width, height) = (page.width, page.height)
    func isDot(x: Int, y: Int) -> Bool {
      (box.x..<box.maxX).contains(x) && (box.y..<box.maxY).contains(y) && page.samples[y * width + x] < threshold
    }
    func isRim(x: Int, y: Int) -> Bool {
      var touchesDot = false
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for column in max(0, x - 1)...min(width - 1, x + 1) {
          if isDot(x: column, y: row) {
            touchesDot = true
          } else if page.samples[row * width + column] < ink {
            return false
          }
        }
      }
      return touchesDot
    }
    var places: [Int] = []
    for y in max(0, box.y - 1)..<min(height, box.maxY + 1) {
      for x in max(0, box.x - 1)..<min(width, box.maxX + 1) where isDot(x: x, y: y) || isRim(x: x, y: y) {
        places.append(y * width + x)
      }
    }
    self.places = places
  }
}

import Imaging

/// Where a dot of few pixels is, with its rim: scans in gray have dots whose edges are gray.
struct DotShape {
  /// The places of the dot's pixels, and of those beside them that touch no other ink.
  let places: [Int]

  /// Outlines a dot.
  ///
  /// - Parameters:
  ///   - box: The dot's box.
  ///   - runs: Its pixels.
  ///   - page: The page that it is on.
  ///   - ink: What else is darker is other ink.
  init(_ box: PixelBox, runs: ArraySlice<ConnectedComponents.Run>, on page: GrayImage, ink: UInt16) {
    let (width, height) = (page.width, page.height)
    var isInside = [Bool](repeating: false, count: box.width * box.height)
    for run in runs {
      let row = (Int(run.y) - box.y) * box.width - box.x
      for place in row + Int(run.start)..<row + Int(run.end) { isInside[place] = true }
    }
    func isDot(x: Int, y: Int) -> Bool {
      (box.x..<box.maxX).contains(x) && (box.y..<box.maxY).contains(y)
        && isInside[(y - box.y) * box.width + x - box.x]
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

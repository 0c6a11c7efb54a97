import Imaging

/// How light a page's paper is at every place before cleaning.
///
/// Paper is what cleaning made white. Its level is the median gray of squares of 32 pixels, each smoothed with those around it and
/// carried on linearly between their middles, so that a stain that was cleaned counts as paper.
struct PaperMap {
  /// The side of the squares in which paper is measured, in pixels.
  private static let square = 32
  /// What is lighter after cleaning is paper.
  private static let white = UInt16(0.95 * 65535)
  /// The share of a square that paper has at least, to be measured there.
  private static let leastShare = 0.125

  private let levels: LevelMap
  /// Pixels a row of the page.
  var width: Int { levels.width }
  /// Rows of the page.
  var height: Int { levels.height }

  /// Measures a page; `nil` where it has no paper.
  ///
  /// - Parameters:
  ///   - before: The page before cleaning.
  ///   - after: The page after all of the cleaning, of the same size.
  ///   - pictures: Where pictures are, which are no paper; `nil` where there are none.
  init?(before: GrayImage, after: GrayImage, outside pictures: PictureArea? = nil) {
    let squares = Self.medians(before: before, after: after, outside: pictures)
    guard let levels = LevelMap(squares, size: Self.square, width: before.width, height: before.height) else {
      return nil
    }
    self.levels = levels
  }

  /// The paper's level, above 0 and up to 65535, at each pixel of a row.
  ///
  /// - Parameters:
  ///   - y: The row.
  ///   - levels: As many as the page is wide; overwritten.
  func readLevels(ofRow y: Int, into levels: inout [Float]) {
    self.levels.readLevels(ofRow: y, into: &levels)
  }

  /// Calls a function with the place of each pixel, row by row, and the paper's level there.
  func forEachLevel(_ body: (_ place: Int, _ level: Float) -> Void) { levels.forEachLevel(body) }

  /// The page with its paper white: grays as shares of their paper's.
  ///
  /// - Parameter page: The page that was measured, before cleaning.
  func whitened(_ page: GrayImage) -> GrayImage {
    var page = page
    forEachLevel { place, level in page.samples[place] = UInt16(Self.whitened(page.samples[place], paper: level)) }
    return page
  }

  /// A gray as a share of its paper's, 0 to 65535.
  static func whitened(_ gray: UInt16, paper: Float) -> Float { min(65535, Float(gray) * 65535 / paper) }

  /// The median gray of each square's paper before cleaning; `nil` where there is too little of it.
  private static func medians(
    before: GrayImage, after: GrayImage, outside pictures: PictureArea?
  ) -> [Float?] {
    let (width, height) = (before.width, before.height)
    var result: [Float?] = []
    for top in stride(from: 0, to: height, by: square) {
      for left in stride(from: 0, to: width, by: square) {
        let (bottom, right) = (min(top + square, height), min(left + square, width))
        if let pictures,
          pictures.share(of: PixelBox(x: left, y: top, width: right - left, height: bottom - top)) > 0
        {
          result.append(nil)
          continue
        }
        var grays = Histogram()
        for y in top..<bottom {
          // Every other pixel is enough for a median.
          for place in stride(from: y * width + left, to: y * width + right, by: 2)
          where after.samples[place] >= white {
            grays.add(Int(before.samples[place] >> 8))
          }
        }
        let isPaper = Double(grays.total) >= leastShare / 2 * Double((bottom - top) * (right - left))
        result.append(isPaper ? grays.median.map { max(1, Float($0) * 257) } : nil)
      }
    }
    return result
  }
}

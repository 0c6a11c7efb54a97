import Imaging

/// Where ink is near, row by row: who looks may be done after the first rows, and an erosion of all of them would take a page's memory.
struct InkSurroundings {
  private let page: GrayImage
  private let (threshold, reach): (UInt16, Int)
  /// For each column, how many rows within reach have ink within reach of it.
  private var rows: [Int]
  private var nextRow = 0

  /// Looks at a page.
  ///
  /// - Parameters:
  ///   - page: The page.
  ///   - threshold: What is darker is ink.
  ///   - reach: How far is near, in pixels along rows and columns.
  init(_ page: GrayImage, isDarkerThan threshold: UInt16, reach: Int) {
    (self.page, self.threshold, self.reach) = (page, threshold, reach)
    rows = Array(repeating: 0, count: page.width)
  }

  /// Goes on to a row; rows come one after the other from the first.
  mutating func move(toRow y: Int) {
    while nextRow <= min(y + reach, page.height - 1) {
      count(row: nextRow, 1)
      nextRow += 1
    }
    if y > reach { count(row: y - reach - 1, -1) }
  }

  /// Whether there is ink within reach of a column in the row.
  func hasInk(atColumn x: Int) -> Bool { rows[x] > 0 }

  private mutating func count(row: Int, _ step: Int) {
    var next = 0
    for x in 0..<page.width where page.samples[row * page.width + x] < threshold {
      let end = min(page.width, x + reach + 1)
      for column in max(next, x - reach)..<end { rows[column] += step }
      next = end
    }
  }
}

import Imaging

/// Boxes by the rows that they lie in, for finding those near a box without looking at all.
struct RowBuckets {
  private let boxes: [PixelBox]
  private let rowHeight: Int
  private let firstRow: Int
  /// For each row of buckets the boxes that reach into it, from left to right.
  private let rows: [[Int]]
  /// For each row of buckets the place of each of its boxes.
  private let places: [[Int: Int]]

  init(_ boxes: [PixelBox], rowHeight: Int) {
    self.boxes = boxes
    self.rowHeight = rowHeight
    func row(_ y: Int) -> Int { Int((Double(y) / Double(rowHeight)).rounded(.down)) }
    firstRow = boxes.map { row($0.y) }.min() ?? 0
    let lastRow = boxes.map { row($0.maxY - 1) }.max() ?? 0
    var rows = [[Int]](repeating: [], count: max(0, lastRow - firstRow + 1))
    for (place, box) in boxes.enumerated().sorted(by: { ($0.element.x, $0.offset) < ($1.element.x, $1.offset) }) {
      for index in row(box.y)...max(row(box.y), row(box.maxY - 1)) { rows[index - firstRow].append(place) }
    }
    self.rows = rows
    places = rows.map { row in
      Dictionary(uniqueKeysWithValues: row.enumerated().map { ($0.element, $0.offset) })
    }
  }

  private func bucketRows(_ range: Range<Int>) -> Range<Int> {
    let low = Int((Double(range.lowerBound) / Double(rowHeight)).rounded(.down)) - firstRow
    let high = Int((Double(range.upperBound - 1) / Double(rowHeight)).rounded(.down)) - firstRow
    let first = min(max(0, low), rows.count)
    return first..<max(first, min(rows.count, high + 1))
  }

  /// Visits the boxes that begin right of where a box begins and reach into its rows, row of buckets by row, each from left
  /// to right until `body` returns false. A box can be visited once in each row.
  func visit(after place: Int, _ body: (Int) -> Bool) {
    let box = boxes[place]
    for row in bucketRows(box.y..<box.maxY) {
      guard let start = places[row][place] else { continue }
      var index = start + 1
      while index < rows[row].count, body(rows[row][index]) { index += 1 }
    }
  }

  /// Visits the boxes that reach into the rows and begin in the columns or not far left of them, once each.
  func visit(overlapping range: Range<Int>, columns: Range<Int>, _ body: (Int) -> Void) {
    visit(overlapping: range) { place in
      if boxes[place].x < columns.upperBound, boxes[place].maxX > columns.lowerBound { body(place) }
    }
  }

  /// Visits each box that reaches into the rows, once.
  func visit(overlapping range: Range<Int>, _ body: (Int) -> Void) {
    let hit = bucketRows(range)
    for row in hit {
      for place in rows[row]
      where hit.lowerBound == row || bucketRows(boxes[place].y..<boxes[place].maxY).lowerBound == row {
        body(place)
      }
    }
  }
}

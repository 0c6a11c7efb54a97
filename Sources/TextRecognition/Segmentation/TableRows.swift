import Imaging

/// Joins the cells of tables to rows, which are read across where columns of running text are read down.
///
/// Segments with a common foot make a row. Rows that follow one another and have cells at the same places are a table where
/// their cells are short; columns of text have long ones.
func joiningTableRows(
  _ segments: [LineSegment], of components: [ConnectedComponents.Component]
) -> [LineSegment] {
  let rows = rowsOfSegments(segments)
  var isTable = [Bool](repeating: false, count: rows.count)
  for place in rows.indices.dropLast() where rows[place].count > 1 && rows[place + 1].count > 1 {
    guard hasShortCells(rows[place], segments), hasShortCells(rows[place + 1], segments) else { continue }
    let (one, two) = (rows[place].map { segments[$0] }, rows[place + 1].map { segments[$0] })
    let pitch = two[0].foot - one[0].foot
    let height = max(one[0].height, two[0].height)
    let aligned = two.count { cell in one.contains { isAligned($0.box, cell.box, tolerance: Int(0.7 * height)) } }
    if pitch <= 4 * height, aligned >= 2 {
      isTable[place] = true
      isTable[place + 1] = true
    }
  }
  var result: [LineSegment] = []
  for (row, joins) in zip(rows, isTable) {
    let cells = row.map { segments[$0] }
    if joins, let first = cells.first {
      result.append(cells.dropFirst().reduce(first) { $0.joined(with: $1, of: components) })
    } else {
      result += cells
    }
  }
  return result
}

/// Segments on one foot, each row from left to right, rows from the top.
private func rowsOfSegments(_ segments: [LineSegment]) -> [[Int]] {
  let byFoot = segments.indices.sorted {
    (segments[$0].foot, segments[$0].box.x) < (segments[$1].foot, segments[$1].box.x)
  }
  var rows: [[Int]] = []
  for place in byFoot {
    let segment = segments[place]
    // A row is as high as its first cell says; cells of one row do not share columns.
    if let last = rows.indices.last, let first = rows[last].first,
      segment.foot - segments[first].foot <= 0.35 * min(segment.height, segments[first].height),
      rows[last].allSatisfy({ segments[$0].box.columnsShared(with: segment.box) <= 0 })
    {
      rows[last].append(place)
    } else {
      rows.append([place])
    }
  }
  return rows.map { row in row.sorted { segments[$0].box.x < segments[$1].box.x } }
}

private func hasShortCells(_ row: [Int], _ segments: [LineSegment]) -> Bool {
  let widths = row.map { Double(segments[$0].box.width) / segments[$0].height }.sorted()
  return widths[widths.count / 2] <= 14 && widths[0] <= 10
}

private func isAligned(_ one: PixelBox, _ two: PixelBox, tolerance: Int) -> Bool {
  abs(one.x - two.x) <= tolerance || abs(one.maxX - two.maxX) <= tolerance
    || abs(one.x + one.maxX - two.x - two.maxX) <= 2 * tolerance
}

import Randomness

extension PageComposer {
  /// Divides a rectangle into columns that are wide enough for words, now and then with rules between them.
  func columns(in area: Rectangle) -> [Column] {
    let em = body.size
    // Columns of eleven ems hold some twenty-five letters, and lines of over fifty ems are hard to follow.
    let most = max(1, min(3, Int(area.width / (11 * em))))
    let least = max(1, min(most, Int(area.width / (50 * em))))
    let count = random.happens(0.5) ? least : random.integer(in: least...most)
    let gutter = em * random.uniform(in: 1.2...3)
    let width = (area.width - gutter * Double(count - 1)) / Double(count)
    if count > 1, random.happens(0.25) {
      let region = truth.open(.rule)
      let thickness = max(0.7, design.pixels(points: random.logUniform(in: 0.25...1.5)))
      for index in 1..<count {
        let x = area.x + Double(index) * (width + gutter) - gutter / 2
        rule(
          from: Point(x: x, y: area.y), to: Point(x: x, y: area.maxY), thickness: thickness, gray: body.ink,
          region: region)
      }
    }
    return (0..<count).map { index in
      Column(
        Rectangle(x: area.x + Double(index) * (width + gutter), y: area.y, width: width, height: area.height))
    }
  }

  /// Fills a column with blocks until nothing more goes in.
  func fill(_ column: inout Column, _ next: () throws -> any Block) throws {
    var previous = column.y
    var idle = 0
    while !column.isFull, idle < 4 {
      try next().draw(in: &column, on: self)
      idle = column.y > previous ? 0 : idle + 1
      previous = column.y
    }
  }
}

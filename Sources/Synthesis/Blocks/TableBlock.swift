/// Rows and columns of words and figures, with rules or without.
struct TableBlock: Block {
  private enum Rules: CaseIterable {
    case none, header, rows, grid, box
  }

  /// The grays of a table's ground.
  private struct Ground {
    /// Behind the head.
    let header: Double
    /// Behind every second row.
    let band: Double

    func gray(row: Int) -> Double { row == 0 ? header : row % 2 == 0 ? band : 1 }
  }

  /// A cell's words and their width in pixels.
  private struct Cell {
    let words: [ShapedWord]
    let width: Double

    init(_ words: [Substring], _ style: TextStyle) {
      self.words = words.map { ShapedWord($0, style) }.filter { !$0.glyphs.isEmpty }
      width = self.words.reduce(0) { $0 + $1.width } + style.gap * Double(max(0, self.words.count - 1))
    }
  }

  func draw(in column: inout Column, on page: PageComposer) throws {
    let style = page.body.scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * page.random.uniform(in: 0.8...1)))
    let pitch = (style.ascent + style.descent) * page.random.uniform(in: 1.15...2)
    let rowCount = min(page.random.integer(in: 3...30), Int(column.height / pitch))
    guard rowCount > 2 else {
      column.y = column.bottom
      return
    }
    let ground = ground(ink: style.ink, page)
    let kinds = (0..<page.random.integer(in: 2...8)).map { index in
      index == 0 && page.random.happens(0.7) ? TableText.words : page.random.element(of: TableText.allCases)
    }
    let rows = try cells(rowCount, kinds, style, ground, page)
    let padding = style.size * page.random.uniform(in: 0.3...1)
    var widths = kinds.indices.map { index in rows.reduce(style.size) { max($0, $1[index].width) } + 2 * padding }
    while widths.reduce(0, +) > column.width, widths.count > 1 { widths.removeLast() }
    let natural = widths.reduce(0, +)
    guard natural <= column.width else { return }
    if page.random.happens(0.7) { widths = widths.map { $0 * column.width / natural } }
    let box = Rectangle(x: column.x, y: column.y, width: widths.reduce(0, +), height: pitch * Double(rowCount))
    let region = page.truth.open(.table)
    for row in 0..<rowCount where ground.gray(row: row) < 1 {
      page.draw(
        .rectangle(Rectangle(x: box.x, y: box.y + Double(row) * pitch, width: box.width, height: pitch)),
        gray: ground.gray(row: row), region: region)
    }
    let isRightAligned = kinds.map { $0 != .words && page.random.happens(0.7) }
    for (index, row) in rows.enumerated() {
      let baseline = box.y + Double(index) * pitch + (pitch + style.ascent - style.descent) / 2
      set(row, widths, isRightAligned, padding, x: box.x, baseline: baseline, page, region)
    }
    drawRules(rowCount, widths, box, pitch, gray: style.ink, page, region)
    column.y = box.maxY + page.body.leading
  }

  private func ground(ink: Double, _ page: PageComposer) -> Ground {
    let header =
      switch page.random.uniform() {
      case ..<0.12: ink
      case ..<0.3: page.random.uniform(in: 0.7...0.93)
      default: 1.0
      }
    return Ground(header: header, band: page.random.happens(0.15) ? page.random.uniform(in: 0.8...0.95) : 1)
  }

  private func cells(
    _ count: Int, _ kinds: [TableText], _ style: TextStyle, _ ground: Ground, _ page: PageComposer
  ) throws -> [[Cell]] {
    var header = style
    if page.random.happens(0.6), let bold = try page.shelf.companion(of: style.face, bold: true, italic: false) {
      header = style.with(bold)
    }
    if ground.header == style.ink { header.ink = 1 }
    header.paper = ground.header
    return (0..<count).map { row in
      var body = style
      body.paper = ground.gray(row: row)
      return kinds.map { kind in
        if row == 0 { return Cell(page.reader.phrase(page.random.integer(in: 1...2), &page.random), header) }
        return Cell(page.random.happens(0.06) ? [] : kind.cell(page), body)
      }
    }
  }

  /// Sets a row, which is a line of the truth.
  private func set(
    _ row: [Cell], _ widths: [Double], _ isRightAligned: [Bool], _ padding: Double, x: Double, baseline: Double,
    _ page: PageComposer, _ region: Int
  ) {
    var places: [(word: ShapedWord, x: Double)] = []
    var left = x
    for (index, width) in widths.enumerated() {
      var pen = isRightAligned[index] ? left + width - padding - row[index].width : left + padding
      for word in row[index].words {
        places.append((word, pen))
        pen += word.width + word.style.gap
      }
      left += width
    }
    page.draw(places, baseline: baseline, region: region)
  }

  private func drawRules(
    _ rowCount: Int, _ widths: [Double], _ box: Rectangle, _ pitch: Double, gray: Double, _ page: PageComposer,
    _ region: Int
  ) {
    let rules = page.random.choice(of: Rules.allCases) {
      [.none: 12, .header: 20, .rows: 20, .grid: 38, .box: 10][$0] ?? 0
    }
    let thin = max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.2...1.2)))
    let thick = page.random.happens(0.4) ? thin * page.random.uniform(in: 1.5...4) : thin
    let dashes = page.random.happens(0.1) ? [2 * thin, 2 * thin] : []
    if rules == .grid || rules == .box { page.frame(box, thickness: thick, gray: gray, region: region) }
    for row in 0...rowCount {
      let isOuter = row == 0 || row == rowCount
      switch rules {
      case .none, .box: continue
      case .header where !isOuter && row != 1: continue
      case .grid where isOuter: continue
      case .header, .rows, .grid: break
      }
      let y = box.y + Double(row) * pitch
      page.rule(
        from: Point(x: box.x, y: y), to: Point(x: box.maxX, y: y), thickness: row < 2 || isOuter ? thick : thin,
        gray: gray, dashes: isOuter || row == 1 ? [] : dashes, region: region)
    }
    guard rules == .grid else { return }
    var x = box.x
    for width in widths.dropLast() {
      x += width
      page.rule(
        from: Point(x: x, y: box.y), to: Point(x: x, y: box.maxY), thickness: thin, gray: gray, dashes: dashes,
        region: region)
    }
  }
}

/// A title: larger or bolder than running text, plain, underlined, in a frame, on a tint or reversed.
struct HeadingBlock: Block {
  /// What is around the words.
  private enum Ground: CaseIterable {
    case none, underline, frame, tint, reversed

    var isBox: Bool { self != .none && self != .underline }
  }

  func draw(in column: inout Column, on page: PageComposer) throws {
    var style = try style(on: page)
    let ground = page.random.choice(of: Ground.allCases) {
      [.none: 66, .underline: 10, .frame: 6, .tint: 8, .reversed: 10][$0] ?? 0
    }
    switch ground {
    case .none, .underline, .frame: break
    case .tint: style.paper = page.random.uniform(in: 0.7...0.93)
    case .reversed: (style.ink, style.paper) = (1, page.random.happens(0.5) ? 0 : page.random.uniform(in: 0...0.5))
    }
    let padding = ground.isBox ? style.xHeight * page.random.uniform(in: 0.3...0.9) : 0
    let measure = column.width - 2 * padding
    guard measure > style.size else { return }
    let words = page.reader.phrase(page.random.integer(in: 1...7), &page.random).map { ShapedWord($0, style) }
    let lines = breakLines(
      words.filter { !$0.glyphs.isEmpty }, measure: measure, limit: page.random.integer(in: 1...3))
    let height = Double(lines.count) * style.leading + 2 * padding
    let above = page.body.leading * page.random.uniform(in: 0.2...0.8)
    guard !lines.isEmpty, above + height < column.height else { return }
    column.y += above
    let region = page.truth.open(.heading)
    draw(ground, Rectangle(x: column.x, y: column.y, width: column.width, height: height), style, page, region)
    let alignment = page.random.happens(0.5) ? Alignment.left : .centred
    for (index, line) in lines.enumerated() {
      let baseline = column.y + padding + Double(index) * style.leading + style.ascent
      page.set(
        line, x: column.x + padding, measure: measure, baseline: baseline, alignment: alignment, region: region)
    }
    column.y += height + page.body.leading * page.random.uniform(in: 0.2...0.6)
  }

  private func style(on page: PageComposer) throws -> TextStyle {
    var style = page.random.happens(0.5) ? page.body : try page.style(for: .heading)
    if page.random.happens(0.6), let bold = try page.shelf.companion(of: style.face, bold: true, italic: false) {
      style = style.with(bold)
    }
    style.isUppercase = page.random.happens(0.25)
    if page.random.happens(0.2) { style.ink = PageComposer.inkGray(&page.random) }
    // Letters up to an eighth of the page: a network that has seen one size of print takes big strokes for stains.
    let largest = min(140, Double(page.canvas.height) / 8) / style.xHeight
    style = style.scaled(by: min(largest, page.random.logUniform(in: 1.1...(page.random.happens(0.25) ? 5 : 2.2))))
    style.leading = (style.ascent + style.descent) * page.random.uniform(in: 1...1.2)
    return style
  }

  private func draw(_ ground: Ground, _ box: Rectangle, _ style: TextStyle, _ page: PageComposer, _ region: Int) {
    let thickness = max(0.7, page.design.pixels(points: page.random.logUniform(in: 0.3...3)))
    switch ground {
    case .none: break
    case .underline:
      page.rule(
        from: Point(x: box.x, y: box.maxY), to: Point(x: box.maxX, y: box.maxY), thickness: thickness, gray: style.ink,
        region: region)
    case .frame: page.frame(box, thickness: thickness, gray: style.ink, region: region)
    case .tint, .reversed: page.draw(.rectangle(box), gray: style.paper, region: region)
    }
  }
}

/// A title: larger or bolder than running text, plain, underlined, in a frame, on a tint or reversed.
struct HeadingBlock: Block {
  /// What is around the words.
  private enum Ground: CaseIterable {
    case none, underline, frame, tint, reversed
  }

  func draw(in column: inout Column, on page: PageComposer) throws {
    var style = page.random.happens(0.5) ? page.body : try page.style(for: .heading)
    if page.random.happens(0.6), let bold = try page.shelf.companion(of: style.face, bold: true, italic: false) {
      style = style.with(bold)
    }
    style.isUppercase = page.random.happens(0.25)
    // Letters up to an eighth of the page: networks that have seen one size of print take big strokes for stains.
    let largest = min(140, Double(page.canvas.height) / 8) / style.xHeight
    style = style.scaled(by: min(largest, page.random.logUniform(in: 1.1...(page.random.happens(0.25) ? 5 : 2.2))))
    style.leading = (style.ascent + style.descent) * page.random.uniform(in: 1...1.2)
    let ground = page.random.choice(of: Ground.allCases) {
      [.none: 66, .underline: 10, .frame: 6, .tint: 8, .reversed: 10][$0] ?? 0
    }
    let padding = ground == .none || ground == .underline ? 0 : style.xHeight * page.random.uniform(in: 0.3...0.9)
    let measure = column.width - 2 * padding
    guard measure > style.size else { return }
    let words = page.reader.phrase(page.random.integer(in: 1...7), &page.random)
    let dark = page.random.happens(0.5) ? 0 : page.random.uniform(in: 0...0.5)
    switch ground {
    case .none, .underline, .frame: break
    case .tint: style.paper = page.random.uniform(in: 0.7...0.93)
    case .reversed: (style.ink, style.paper) = (1, dark)
    }
    let lines = breakLines(
      words.map { ShapedWord($0, style) }.filter { !$0.glyphs.isEmpty }, measure: measure,
      limit: page.random.integer(in: 1...3))
    let height = Double(lines.count) * style.leading + 2 * padding
    guard !lines.isEmpty, height < column.height else { return }
    column.y += page.body.leading * page.random.uniform(in: 0.2...0.8)
    let region = page.truth.open(.heading)
    let box = Rectangle(x: column.x, y: column.y, width: column.width, height: height)
    switch ground {
    case .none, .underline: break
    case .frame:
      page.frame(
        box, thickness: page.design.pixels(points: page.random.logUniform(in: 0.3...3)), gray: style.ink,
        region: region)
    case .tint, .reversed: page.draw(.rectangle(box), gray: style.paper, region: region)
    }
    let alignment = page.random.happens(0.5) ? Alignment.left : .centred
    for (index, line) in lines.enumerated() {
      let baseline = column.y + padding + Double(index) * style.leading + style.ascent
      page.set(
        line, x: column.x + padding, measure: measure, baseline: baseline, alignment: alignment, region: region)
    }
    column.y += height
    if ground == .underline {
      let thickness = page.design.pixels(points: page.random.logUniform(in: 0.3...2))
      column.y += style.descent * 0.3 + thickness
      page.rule(
        from: Point(x: column.x, y: column.y), to: Point(x: column.x + column.width, y: column.y),
        thickness: thickness, gray: style.ink, region: region)
    }
    column.y += page.body.leading * page.random.uniform(in: 0.2...0.6)
  }
}

/// A line or two of smaller text under a picture.
struct CaptionBlock: Block {
  func draw(in column: inout Column, on page: PageComposer) throws {
    var style = page.body.scaled(
      toXHeight: max(PageDesign.xHeights.lowerBound, page.body.xHeight * page.random.uniform(in: 0.75...1)))
    if page.random.happens(0.5), let italic = try page.shelf.companion(of: style.face, bold: false, italic: true) {
      style = style.with(italic)
    }
    var words = page.reader.phrase(page.random.integer(in: 3...16), &page.random).map { ShapedWord($0, style) }
    if page.random.happens(0.5) {
      words.insert(contentsOf: ["Fig.", "\(page.random.integer(in: 1...40))."].map { ShapedWord($0, style) }, at: 0)
    }
    let lines = breakLines(words.filter { !$0.glyphs.isEmpty }, measure: column.width, limit: 3)
    let alignment = page.random.element(of: [Alignment.left, .centred])
    let region = page.truth.open(.caption)
    for line in lines where column.y + style.ascent + style.descent <= column.bottom {
      page.set(
        line, x: column.x, measure: column.width, baseline: column.y + style.ascent, alignment: alignment,
        region: region)
      column.y += style.leading
    }
  }
}

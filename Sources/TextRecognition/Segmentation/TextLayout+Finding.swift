import Imaging

extension TextLayout {
  /// Finds the lines of a page; `nil` where it has no text.
  ///
  /// - Parameter deskew: Whether lines may be turned.
  init?(_ image: GrayImage, deskew: Bool) {
    guard let page = ReadingPage(image, deskew: deskew) else { return nil }
    self.init(page)
  }

  /// Finds the lines of a level page.
  init?(_ page: ReadingPage) {
    var page = page
    var segments = LineFinder(page.found.components, characterHeight: page.characterHeight).segments()
    if page.divideInkOfSeveralLines(segments) {
      segments = LineFinder(page.found.components, characterHeight: page.characterHeight).segments()
    }
    let found = page.found
    let rows = joiningTableRows(segments, of: found.components)
    let groups = TextRecognition.blocks(of: rows)
    guard !groups.isEmpty else { return nil }
    let usual = Self.usualXHeight(of: groups, in: found)
    let blocks = groups.compactMap { Self.block($0, in: found, usualXHeight: usual) }
    let order = readingOrder(of: blocks.map { block in block.lines.map(\.box).union() ?? block.lines[0].box })
    guard !order.isEmpty else { return nil }
    self.page = page
    self.blocks = order.map { blocks[$0] }
  }

  // MARK: - Lines

  /// The height of x of most of the page's text, from the block with the most characters.
  private static func usualXHeight(of groups: [[LineSegment]], in found: ConnectedComponents) -> Double? {
    let largest = groups.max { one, two in
      one.reduce(0) { $0 + $1.bodies.count } < two.reduce(0) { $0 + $1.bodies.count }
    }
    guard let largest else { return nil }
    let heights = largest.flatMap { self.heights(of: $0, above: baseline(of: $0, in: found), in: found) }
    return measuredXHeight(heights, expected: nil)?.xHeight
  }

  private static func baseline(of segment: LineSegment, in found: ConnectedComponents) -> RobustLine {
    let feet = segment.bodies.map { place in
      let box = found.components[place].box
      return SIMD2(Double(box.x) + Double(box.width) / 2, Double(box.maxY))
    }
    return RobustLine(feet, tolerance: max(1, 0.12 * segment.height))
  }

  private static func heights(
    of segment: LineSegment, above line: RobustLine, in found: ConnectedComponents
  ) -> [Double] {
    segment.bodies.map { place in
      let box = found.components[place].box
      return line.value(at: Double(box.x) + Double(box.width) / 2) - Double(box.y)
    }.filter { $0 > 0 }
  }

  private static func block(
    _ segments: [LineSegment], in found: ConnectedComponents, usualXHeight: Double?
  ) -> Block? {
    let baselines = segments.map { baseline(of: $0, in: found) }
    let heights = zip(segments, baselines).map { self.heights(of: $0, above: $1, in: found) }
    guard let common = measuredXHeight(heights.flatMap { $0 }, expected: usualXHeight) else { return nil }
    var lines: [Line] = []
    for ((segment, baseline), heights) in zip(zip(segments, baselines), heights) {
      // A line of many characters knows its own height; a short one takes that of its block.
      let own = heights.count >= 20 ? measuredXHeight(heights, expected: common.xHeight) : nil
      let xHeight = own.map { abs($0.xHeight / common.xHeight - 1) < 0.15 ? $0.xHeight : common.xHeight }
      let shape = TextLineShape(
        baseline: baseline.offset, slope: baseline.slope, xHeight: max(3, xHeight ?? common.xHeight))
      let pieces = TextRecognition.pieces(of: segment, shape: shape, in: found)
      guard let box = pieces.map(\.box).union() else { continue }
      lines.append(Line(shape: shape, pieces: pieces, box: box, beginsParagraph: lines.isEmpty))
    }
    guard !lines.isEmpty else { return nil }
    markParagraphs(&lines)
    let gaps = lines.flatMap { line in
      zip(line.pieces, line.pieces.dropFirst()).map { Double($1.box.x - $0.box.maxX) / line.shape.xHeight }
    }
    return Block(lines: lines, gaps: WordGaps(gaps))
  }

  /// A paragraph begins after a wider gap between lines, with an indent, or after a line that ends early.
  private static func markParagraphs(_ lines: inout [Line]) {
    guard lines.count > 1 else { return }
    let feet = lines.map { $0.shape.baseline(at: Double($0.box.x)) }
    let pitches = zip(feet, feet.dropFirst()).map { $1 - $0 }.sorted()
    let pitch = pitches[pitches.count / 2]
    let left = lines.map(\.box.x).sorted()[lines.count / 2]
    let right = lines.map(\.box.maxX).max() ?? 0
    let width = right - (lines.map(\.box.x).min() ?? 0)
    for place in 1..<lines.count {
      let (line, last) = (lines[place], lines[place - 1])
      let isFar = feet[place] - feet[place - 1] > 1.35 * pitch
      let indent = Double(line.box.x - left) / line.shape.xHeight
      let lastIndent = Double(last.box.x - left) / line.shape.xHeight
      let endedEarly = Double(right - last.box.maxX) > 0.3 * Double(width) && lines.count > 3
      lines[place].beginsParagraph =
        isFar || (indent > 0.8 && indent < 8 && lastIndent < 0.4) || (endedEarly && indent < 0.4)
    }
  }
}

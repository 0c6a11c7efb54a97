/// Where a line stands between two sides.
enum Alignment: CaseIterable {
  case left, right, centred, justified
}

extension PageComposer {
  /// Sets a line between two sides.
  ///
  /// A line is justified only where that widens its gaps to less than three times their width, and a paragraph's last
  /// line never is.
  ///
  /// - Parameters:
  ///   - indent: Pixels that the line begins further to the right.
  ///   - region: The region of the truth that it belongs to.
  func set(
    _ line: BrokenLine, x: Double, measure: Double, indent: Double = 0, baseline: Double, alignment: Alignment,
    region: Int
  ) {
    let natural = line.words.reduce(0) { $0 + $1.width } + line.words.dropFirst().reduce(0) { $0 + $1.style.gap }
    let rest = measure - indent - natural
    var start = x + indent
    var extra = 0.0
    switch alignment {
    case .left: break
    case .right: start += rest
    case .centred: start += rest / 2
    case .justified:
      let gaps = line.words.dropFirst().reduce(0) { $0 + $1.style.gap }
      if !line.isLast, gaps > 0, rest < 2 * gaps { extra = rest / Double(line.words.count - 1) }
    }
    var places: [(word: ShapedWord, x: Double)] = []
    for (index, word) in line.words.enumerated() {
      if index > 0 { start += word.style.gap + extra }
      places.append((word, start))
      start += word.width
    }
    draw(places, baseline: baseline, region: region)
  }

  /// Sets words on one line; those that do not fit the measure are left out.
  ///
  /// - Returns: The line's width in pixels, 0 where nothing is set.
  @discardableResult
  func setLine(
    _ words: some Sequence<some StringProtocol>, _ style: TextStyle, x: Double, measure: Double, baseline: Double,
    alignment: Alignment = .left, region: Int
  ) -> Double {
    let shaped = words.map { ShapedWord($0, style) }.filter { !$0.glyphs.isEmpty }
    guard let line = breakLines(shaped, measure: measure, limit: 1).first else { return 0 }
    set(line, x: x, measure: measure, baseline: baseline, alignment: alignment, region: region)
    return line.width
  }

  /// Draws a straight rule.
  ///
  /// - Parameter thickness: In pixels; at least one where rules lie on whole pixels.
  func rule(
    from start: Point, to end: Point, thickness: Double, gray: Double, dashes: [Double] = [], region: Int
  ) {
    guard design.snapsRules, start.x == end.x || start.y == end.y else {
      return draw(.stroke([start, end], width: thickness, dashes: dashes), gray: gray, region: region)
    }
    let width = max(1, thickness.rounded())
    func snapped(_ point: Point) -> Point {
      start.y == end.y
        ? Point(x: point.x.rounded(), y: point.y.rounded(.down) + width / 2)
        : Point(x: point.x.rounded(.down) + width / 2, y: point.y.rounded())
    }
    draw(
      .stroke([snapped(start), snapped(end)], width: width, dashes: dashes.map { max(1, $0.rounded()) }), gray: gray,
      region: region)
  }

  /// Draws the four sides of a rectangle.
  func frame(_ box: Rectangle, thickness: Double, gray: Double, region: Int) {
    var outer = box.inset(by: -thickness / 2)
    var width = thickness
    if design.snapsRules {
      width = max(1, thickness.rounded())
      let (left, top) = (outer.x.rounded(), outer.y.rounded())
      outer = Rectangle(x: left, y: top, width: outer.maxX.rounded() - left, height: outer.maxY.rounded() - top)
    }
    guard min(outer.width, outer.height) > 2 * width else {
      return draw(.rectangle(outer), gray: gray, region: region)
    }
    var ring = Outline.rectangle(outer)
    // The inner corners in the opposite order cut a hole.
    let hole = outer.inset(by: width)
    ring.addPolygon([
      Point(x: hole.x, y: hole.y), Point(x: hole.x, y: hole.maxY), Point(x: hole.maxX, y: hole.maxY),
      Point(x: hole.maxX, y: hole.y),
    ])
    draw(ring, gray: gray, region: region)
  }
}

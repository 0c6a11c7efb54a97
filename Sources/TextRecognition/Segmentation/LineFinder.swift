import Imaging

/// Finds the lines of text among the components of a level page.
///
/// Bodies of characters are chained to their neighbours on the right, chains that go on from one another are joined unless
/// a column's gap lies between, and what is lower than a body, dots, accents and commas, goes to the nearest line.
struct LineFinder {
  private let components: [ConnectedComponents.Component]
  /// The usual height of characters.
  private let usualHeight: Double

  /// - Parameter characterHeight: The usual height of the characters on the page.
  init(_ components: [ConnectedComponents.Component], characterHeight: Double) {
    self.components = components
    usualHeight = characterHeight
  }

  /// The segments of lines, with their marks.
  func segments() -> [LineSegment] {
    let bodies = components.indices.filter { isBody(components[$0]) }
    let joined = join(chains(of: bodies).map { LineSegment(bodies: $0, of: components) })
    return addMarks(to: withoutStrays(joined))
  }

  private func isBody(_ component: ConnectedComponents.Component) -> Bool {
    let (width, height) = (Double(component.box.width), Double(component.box.height))
    return height >= 0.42 * usualHeight && height <= 6 * usualHeight && width <= 16 * usualHeight
      && width <= 14 * height && component.pixels >= Int(usualHeight / 3)
  }

  private func isMark(_ component: ConnectedComponents.Component) -> Bool {
    let (width, height) = (Double(component.box.width), Double(component.box.height))
    return height < 0.42 * usualHeight && width <= 4 * usualHeight
      && Double(component.pixels) >= max(3, usualHeight * usualHeight / 180)
  }

  // MARK: - Chains

  /// Bodies that follow one another, each the other's nearest neighbour.
  private func chains(of bodies: [Int]) -> [[Int]] {
    let rows = RowBuckets(bodies.map { components[$0].box }, rowHeight: max(8, Int(usualHeight)))
    var right = [Int?](repeating: nil, count: bodies.count)
    var left = [Int?](repeating: nil, count: bodies.count)
    func gap(_ one: Int, _ two: Int) -> Int { components[bodies[two]].box.x - components[bodies[one]].box.maxX }
    for one in bodies.indices {
      let box = components[bodies[one]].box
      var best: Int?
      rows.visit(after: one) { two in
        let other = components[bodies[two]].box
        // Boxes are visited from left to right, so none beyond this reach can be nearer.
        if other.x - box.maxX > box.height * 2 { return false }
        guard box.rowsShared(with: other) * 2 >= min(box.height, other.height),
          other.height * 5 >= box.height * 2, other.height * 2 <= box.height * 5,
          gap(one, two) <= max(box.height, other.height)
        else { return true }
        if best.map({ gap(one, two) < gap(one, $0) }) ?? true { best = two }
        return false
      }
      right[one] = best
      if let best, left[best].map({ gap(one, best) < gap($0, best) }) ?? true { left[best] = one }
    }
    var chains: [[Int]] = []
    for one in bodies.indices where left[one].map({ right[$0] != one }) ?? true {
      var chain = [bodies[one]]
      var last = one
      while let next = right[last], left[next] == last {
        chain.append(bodies[next])
        last = next
      }
      chains.append(chain)
    }
    return chains
  }

  // MARK: - Segments

  /// Joins segments that go on from one another.
  private func join(_ segments: [LineSegment]) -> [LineSegment] {
    let sorted = segments.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
    let rows = RowBuckets(sorted.map(\.box), rowHeight: max(8, Int(2 * usualHeight)))
    var next = [Int?](repeating: nil, count: sorted.count)
    var isTaken = [Bool](repeating: false, count: sorted.count)
    for one in sorted.indices {
      rows.visit(after: one) { two in
        guard next[one] == nil else { return false }
        guard goesOn(sorted[one], sorted[two]), !isTaken[two] else { return true }
        if isGutter(from: sorted[one], to: sorted[two], among: sorted, rows: rows) { return true }
        next[one] = two
        isTaken[two] = true
        return false
      }
    }
    return sorted.indices.filter { !isTaken[$0] }.map { first in
      var result = sorted[first]
      var last = first
      while let place = next[last] {
        result = result.joined(with: sorted[place], of: components)
        last = place
      }
      return result
    }
  }

  private func goesOn(_ one: LineSegment, _ two: LineSegment) -> Bool {
    let height = max(one.height, two.height)
    let gap = Double(two.box.x - one.box.maxX)
    return gap > -0.5 * height && gap <= 3 * height && abs(one.foot - two.foot) <= 0.35 * height
      && min(one.height, two.height) >= 0.45 * height
  }

  /// Whether the gap between two segments is one between columns: it goes on through the lines above or below.
  private func isGutter(
    from one: LineSegment, to two: LineSegment, among segments: [LineSegment], rows: RowBuckets
  ) -> Bool {
    let gap = two.box.x - one.box.maxX
    let height = max(one.height, two.height)
    guard Double(gap) > 0.8 * height else { return false }
    let strip = PixelBox(
      x: one.box.maxX, y: Int(one.foot - 5.5 * height), width: max(1, gap), height: Int(10 * height))
    var (left, right, covering) = (0, 0, 0)
    rows.visit(overlapping: strip.y..<strip.maxY) { place in
      let box = segments[place].box
      guard abs(segments[place].foot - one.foot) > 0.6 * height else { return }
      // What reaches into the middle of the strip from a side fills the gap in its own line.
      let shared = box.columnsShared(with: strip)
      if shared * 3 >= strip.width {
        covering += 1
      } else if box.maxX <= strip.x + strip.width / 2, box.maxX > strip.x - Int(8 * height) {
        left += 1
      } else if box.x >= strip.x + strip.width / 2, box.x < strip.maxX + Int(8 * height) {
        right += 1
      }
    }
    return covering == 0 && min(left, right) >= (Double(gap) > 1.8 * height ? 1 : 3)
  }

  // MARK: - Marks

  /// Segments without those that are commas, quotation marks and other low characters of another one: they share too few
  /// rows with its letters to be chained to them.
  private func withoutStrays(_ segments: [LineSegment]) -> [LineSegment] {
    let rows = RowBuckets(segments.map { reach(of: $0) }, rowHeight: max(8, Int(2 * usualHeight)))
    var hosts = [Int?](repeating: nil, count: segments.count)
    for (place, segment) in segments.enumerated() where segment.bodies.count <= 2 {
      let centre = Double(segment.box.y) + Double(segment.box.height) / 2
      rows.visit(overlapping: segment.box.y..<segment.box.maxY, columns: segment.box.x..<segment.box.maxX) { other in
        let host = segments[other]
        guard other != place, hosts[place] == nil, host.bodies.count > 2,
          Double(segment.box.height) <= 0.85 * host.height, centre >= host.foot - 1.6 * host.height,
          centre <= host.foot + 0.45 * host.height,
          reach(of: host).columnsShared(with: segment.box) >= segment.box.width
        else { return }
        hosts[place] = other
      }
    }
    var result = segments
    for (place, host) in hosts.enumerated() {
      if let host { result[host].marks += segments[place].bodies }
    }
    return result.indices.filter { hosts[$0] == nil }.map { result[$0] }
  }

  /// Where dots, accents, commas, and the dashes and bullets before a line can be.
  private func reach(of segment: LineSegment) -> PixelBox {
    let (across, up) = (Int(3.5 * segment.height), Int(1.2 * segment.height))
    return PixelBox(
      x: segment.box.x - across, y: segment.box.y - up, width: segment.box.width + 2 * across,
      height: segment.box.height + 2 * up)
  }

  private func addMarks(to segments: [LineSegment]) -> [LineSegment] {
    var result = segments
    let reaches = segments.map { reach(of: $0) }
    let rows = RowBuckets(reaches, rowHeight: max(8, Int(2 * usualHeight)))
    for (place, component) in components.enumerated() where isMark(component) {
      let box = component.box
      let centre = Double(box.y) + Double(box.height) / 2
      var best: (segment: Int, distance: Double)?
      rows.visit(overlapping: box.y..<box.maxY) { index in
        let segment = segments[index]
        guard reaches[index].columnsShared(with: box) >= box.width else { return }
        // Dots and accents are above the bodies and commas at their feet.
        let (top, bottom) = (segment.foot - 1.6 * segment.height, segment.foot + 0.55 * segment.height)
        guard centre >= top, centre <= bottom else { return }
        let distance =
          centre > segment.foot
          ? centre - segment.foot : max(0, segment.foot - segment.height - centre)
        if distance < best?.distance ?? .infinity { best = (index, distance) }
      }
      if let best { result[best.segment].marks.append(place) }
    }
    return result
  }
}

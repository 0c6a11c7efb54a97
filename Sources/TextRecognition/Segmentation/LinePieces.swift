import Imaging

/// Puts the components of a line together to pieces that are a character each, or several that touch: bodies with their
/// dots and accents, broken strokes one over the other.
///
/// - Returns: The pieces from left to right.
func pieces(of segment: LineSegment, shape: TextLineShape, in found: ConnectedComponents) -> [CharacterPiece] {
  let places = (segment.bodies + segment.marks).sorted {
    (found.components[$0].box.x, found.components[$0].box.y) < (found.components[$1].box.x, found.components[$1].box.y)
  }
  let boxes = places.map { found.components[$0].box }
  let isBody = Set(segment.bodies)
  var groups = Array(places.indices)
  func root(_ place: Int) -> Int {
    var place = place
    while groups[place] != place { place = groups[place] }
    return place
  }
  for one in places.indices {
    var partner: (place: Int, shared: Int)?
    for two in places.indices where one != two {
      // A line's marks and bodies are sorted by column, so only near ones can share some.
      if boxes[two].x > boxes[one].maxX { break }
      let shared = boxes[one].columnsShared(with: boxes[two])
      guard shared > 0 else { continue }
      let belong =
        isBody.contains(places[one])
        ? isBody.contains(places[two]) && areOneBody(boxes[one], boxes[two], shared: shared)
        : belongsTo(boxes[two], mark: boxes[one], isBody: isBody.contains(places[two]), shared: shared, shape: shape)
      if belong, shared > partner?.shared ?? 0 { partner = (two, shared) }
    }
    if let partner {
      let (a, b) = (root(one), root(partner.place))
      groups[max(a, b)] = min(a, b)
    }
  }
  let members = Dictionary(grouping: places.indices, by: root)
  return members.values.compactMap { members in
    guard let box = members.map({ boxes[$0] }).union() else { return nil }
    return CharacterPiece(
      components: members.map { places[$0] }.sorted(), columns: box.x..<box.maxX, of: found)
  }.sorted { ($0.box.x, $0.box.y) < ($1.box.x, $1.box.y) }
}

/// Slanted characters share some columns with their neighbours; halves of a broken one share nearly all.
private func areOneBody(_ one: PixelBox, _ two: PixelBox, shared: Int) -> Bool {
  shared * 100 >= 70 * min(one.width, two.width)
}

/// Whether a mark is a part of what it shares columns with.
private func belongsTo(
  _ other: PixelBox, mark: PixelBox, isBody: Bool, shared: Int, shape: TextLineShape
) -> Bool {
  guard shared * 2 >= mark.width || shared * 2 >= other.width else { return false }
  guard isBody else { return shared * 2 >= min(mark.width, other.width) }
  let middle = Double(mark.y) + Double(mark.height) / 2
  let baseline = shape.baseline(at: Double(mark.x))
  // A full stop may stand under the arm of an r; under a question mark's hook there is room for the dot.
  if middle > baseline - 0.4 * shape.xHeight { return other.maxY <= mark.y + max(1, mark.height / 3) }
  return shared * 2 >= mark.width
}

/// The columns at which a piece may be cut where it is several characters that touch.
///
/// Candidates are the columns with the least ink between two with much; there are as many as the piece could have
/// characters, and the classifier decides which are used.
///
/// - Returns: Columns from left to right; a cut lies before its column.
func cuts(of piece: CharacterPiece, xHeight: Double, in found: ConnectedComponents) -> [Int] {
  let width = piece.box.width
  guard Double(width) > 0.7 * xHeight else { return [] }
  var profile = [Int](repeating: 0, count: width)
  piece.forEachRun(of: found) { _, start, end in
    for x in start..<end { profile[x - piece.box.x] += 1 }
  }
  let margin = max(2, Int(0.18 * xHeight))
  guard width > 2 * margin + 1 else { return [] }
  let reach = max(2, Int(0.3 * xHeight))
  var valleys: [(column: Int, ink: Int)] = []
  for x in margin..<width - margin {
    let ink = profile[x]
    let near = profile[max(0, x - margin)...min(width - 1, x + margin)]
    guard let least = near.min(), ink == least else { continue }
    let left = profile[max(0, x - reach)..<x].max() ?? 0
    let right = profile[(x + 1)...min(width - 1, x + reach)].max() ?? 0
    guard ink * 3 <= 2 * min(left, right) else { continue }
    if let last = valleys.last, x - last.column < margin {
      // The middle of a flat valley.
      if ink == last.ink, x - last.column <= 2 { valleys[valleys.count - 1].column = x }
      if ink < last.ink { valleys[valleys.count - 1] = (x, ink) }
      continue
    }
    valleys.append((x, ink))
  }
  let most = Int(Double(width) / (0.3 * xHeight))
  return valleys.sorted { ($0.ink, $0.column) < ($1.ink, $1.column) }.prefix(most).map { piece.box.x + $0.column }
    .sorted()
}

import Imaging

/// The order in which boxes of text are read.
///
/// One box is read before another where it is above it and shares columns with it, or where it is wholly to its left and no
/// box between them in height reaches across both: a heading over two columns, or a line across the page, ends what is
/// above it.
///
/// - Returns: The places of the boxes, in reading order.
/// - SeeAlso: Breuel, "High Performance Document Layout Analysis", 2003, section 4.
func readingOrder(of boxes: [PixelBox]) -> [Int] {
  let byRow = boxes.indices.sorted { (boxes[$0].y, boxes[$0].x) < (boxes[$1].y, boxes[$1].x) }
  // Beyond so many, which only noise has, comparing all with all takes too long.
  guard boxes.count <= 300 else { return byRow }
  func comesBefore(_ one: Int, _ two: Int) -> Bool {
    let (a, b) = (boxes[one], boxes[two])
    if a.columnsShared(with: b) > 0 { return middle(a) < middle(b) }
    guard a.maxX <= b.x else { return false }
    return !boxes.indices.contains { other in
      let c = boxes[other]
      guard other != one, other != two, c.columnsShared(with: a) > 0, c.columnsShared(with: b) > 0 else { return false }
      return middle(c) > min(middle(a), middle(b)) && middle(c) < max(middle(a), middle(b))
    }
  }
  var waitsFor = [Int](repeating: 0, count: boxes.count)
  var followers = [[Int]](repeating: [], count: boxes.count)
  for one in boxes.indices {
    for two in boxes.indices where one != two && comesBefore(one, two) {
      followers[one].append(two)
      waitsFor[two] += 1
    }
  }
  var order: [Int] = []
  var isDone = [Bool](repeating: false, count: boxes.count)
  while order.count < boxes.count {
    // Where boxes wait for one another in a circle, the highest goes first.
    let rest = byRow.filter { !isDone[$0] }
    let next = rest.first { waitsFor[$0] == 0 } ?? rest[0]
    isDone[next] = true
    order.append(next)
    for follower in followers[next] { waitsFor[follower] -= 1 }
  }
  return order
}

private func middle(_ box: PixelBox) -> Double { Double(box.y) + Double(box.height) / 2 }

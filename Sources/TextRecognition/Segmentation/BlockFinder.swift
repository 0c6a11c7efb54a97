import Imaging

/// Puts segments that stand one under another together to blocks, in which lines follow from the top.
///
/// A segment belongs to the one above it where it is the only one directly below that, and that the only one directly above
/// it, of like size and not far away: where columns begin under a heading, none of them is the only one.
func blocks(of segments: [LineSegment]) -> [[LineSegment]] {
  let sorted = segments.sorted { ($0.foot, $0.box.x) < ($1.foot, $1.box.x) }
  var below = [[Int]](repeating: [], count: sorted.count)
  var above = [[Int]](repeating: [], count: sorted.count)
  for one in sorted.indices {
    var nearest = Double.infinity
    for two in sorted.indices[(one + 1)...] {
      let (upper, lower) = (sorted[one], sorted[two])
      let pitch = lower.foot - upper.foot
      if pitch > 3.2 * upper.height || pitch > nearest + 0.6 * upper.height { break }
      guard pitch > 0.5 * min(upper.height, lower.height), upper.box.columnsShared(with: lower.box) > 0 else {
        continue
      }
      nearest = min(nearest, pitch)
      below[one].append(two)
      above[two].append(one)
    }
  }
  // Of those above, only the nearest are directly above.
  for two in sorted.indices {
    guard let nearest = above[two].map({ sorted[$0].foot }).max() else { continue }
    above[two] = above[two].filter { nearest - sorted[$0].foot <= 0.6 * sorted[two].height }
  }
  var next = [Int?](repeating: nil, count: sorted.count)
  var hasPrevious = [Bool](repeating: false, count: sorted.count)
  for one in sorted.indices where below[one].count == 1 {
    let two = below[one][0]
    guard above[two] == [one], isLike(sorted[one], sorted[two]) else { continue }
    next[one] = two
    hasPrevious[two] = true
  }
  return sorted.indices.filter { !hasPrevious[$0] }.map { first in
    var block = [sorted[first]]
    var last = first
    while let place = next[last] {
      block.append(sorted[place])
      last = place
    }
    return block
  }
}

private func isLike(_ one: LineSegment, _ two: LineSegment) -> Bool {
  // Few letters may have no ascender, so that their height says little.
  let least = min(one.bodies.count, two.bodies.count) >= 8 ? 0.7 : 0.5
  return min(one.height, two.height) >= least * max(one.height, two.height)
}

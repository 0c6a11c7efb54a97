/// The candidate that `name` was most likely meant to be, or `nil` when none is near.
///
/// Distance is optimal string alignment (insertions, deletions, substitutions and swaps of neighbours, one
/// each), without regard to case; near is at most a third of the longer name's length, and at least one.
func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let distance = alignmentDistance(wanted, letters)
    guard distance <= max(1, max(wanted.count, letters.count) / 3) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  return best?.name
}

private func alignmentDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...right.count)
  for i in 0..<left.count {
    var current = [i + 1]
    current.reserveCapacity(right.count + 1)
    for j in 0..<right.count {
      var distance = min(last[j + 1], current[j]) + 1
      distance = min(distance, last[j] + (left[i] == right[j] ? 0 : 1))
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      current.append(distance)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}

/// " (did you mean 'x'?)" or, when no name is near, the names there are.
public func suggestion(for name: String, among candidates: [String], called plural: String) -> String {
  if let near = nearestName(to: name, among: candidates) { return "; did you mean '\(near)'?" }
  if candidates.isEmpty { return "; there are no \(plural)" }
  return "; the \(plural) are \(candidates.joined(separator: ", "))"
}

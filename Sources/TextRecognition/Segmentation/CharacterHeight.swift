import Imaging

/// The usual height of the characters on a page, in pixels: a little more than its x-height.
///
/// It is the median of the heights of the components that may be characters, each weighed by the root of its ink, so that
/// neither a thousand specks nor a picture decides.
func characterHeight(of found: ConnectedComponents, width: Int, height: Int) -> Int? {
  let largest = max(8, min(width, height) / 3)
  var weights = [Double](repeating: 0, count: largest + 1)
  for component in found.components {
    let box = component.box
    guard box.height >= 4, box.height <= largest, box.width <= 12 * box.height, box.height <= 12 * box.width else {
      continue
    }
    // Blots are full, text is not.
    guard component.pixels * 20 < box.width * box.height * 19 || box.width * 3 < box.height else { continue }
    weights[box.height] += Double(component.pixels).squareRoot()
  }
  let total = weights.reduce(0, +)
  guard total > 0 else { return nil }
  var sum = 0.0
  for (height, weight) in weights.enumerated() {
    sum += weight
    if sum >= total / 2 { return height }
  }
  return nil
}

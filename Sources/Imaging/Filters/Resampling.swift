extension FloatImage {
  /// The image at another size: linear interpolation where it grows, and the mean of the covered pixels, weighted by a
  /// triangle as wide as the step, where it shrinks.
  public func resampled(width newWidth: Int, height newHeight: Int) -> FloatImage {
    precondition(newWidth > 0 && newHeight > 0)
    guard newWidth != width || newHeight != height else { return self }
    let columns = triangleWeights(from: width, to: newWidth)
    let rows = triangleWeights(from: height, to: newHeight)
    var narrow = FloatImage(width: newWidth, height: height, filledWith: 0)
    for y in 0..<height {
      for (x, tap) in columns.enumerated() {
        var sum: Float = 0
        for (i, weight) in tap.weights.enumerated() { sum += weight * values[y * width + tap.first + i] }
        narrow.values[y * newWidth + x] = sum
      }
    }
    var result = FloatImage(width: newWidth, height: newHeight, filledWith: 0)
    for (y, tap) in rows.enumerated() {
      for (i, weight) in tap.weights.enumerated() {
        let line = (tap.first + i) * newWidth
        for x in 0..<newWidth { result.values[y * newWidth + x] += weight * narrow.values[line + x] }
      }
    }
    return result
  }
}

/// Which places of a line make a place of the resampled line, and how much each counts.
private func triangleWeights(from count: Int, to newCount: Int) -> [(first: Int, weights: [Float])] {
  let step = Double(count) / Double(newCount)
  let reach = max(1, step)
  return (0..<newCount).map { place in
    let centre = (Double(place) + 0.5) * step - 0.5
    let first = max(0, Int((centre - reach).rounded(.up)))
    let last = min(count - 1, Int((centre + reach).rounded(.down)))
    let weights = (min(first, last)...last).map { max(0, 1 - abs(Double($0) - centre) / reach) }
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return (min(max(Int(centre.rounded()), 0), count - 1), [1]) }
    return (min(first, last), weights.map { Float($0 / sum) })
  }
}

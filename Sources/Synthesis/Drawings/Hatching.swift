import Foundation

/// Parallel lines within a polygon.
///
/// - Parameters:
///   - spacing: Pixels between the lines.
///   - degrees: What the lines are turned by.
func hatch(_ polygon: [Point], spacing: Double, degrees: Double) -> [[Point]] {
  let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
  let turned = polygon.map { Point(x: cosine * $0.x + sine * $0.y, y: cosine * $0.y - sine * $0.x) }
  guard spacing > 0.5, let least = turned.map(\.y).min(), let greatest = turned.map(\.y).max() else { return [] }
  var lines: [[Point]] = []
  var y = (least / spacing).rounded(.up) * spacing
  while y < greatest {
    var crossings: [Double] = []
    for (from, to) in zip(turned, turned.dropFirst() + turned.prefix(1)) where (from.y <= y) != (to.y <= y) {
      crossings.append(from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y))
    }
    crossings.sort()
    for index in 0..<crossings.count / 2 {
      lines.append(
        [crossings[2 * index], crossings[2 * index + 1]].map { x in
          Point(x: cosine * x - sine * y, y: sine * x + cosine * y)
        })
    }
    y += spacing
  }
  return lines
}

import Randomness

/// A smooth line through points, by Catmull and Rom's spline.
func smoothLine(through knots: [Point], pieces: Int = 8) -> [Point] {
  guard knots.count > 2 else { return knots }
  var line = [knots[0]]
  for index in 0..<knots.count - 1 {
    let p0 = knots[max(0, index - 1)]
    let (p1, p2) = (knots[index], knots[index + 1])
    let p3 = knots[min(knots.count - 1, index + 2)]
    func value(_ a: Double, _ b: Double, _ c: Double, _ d: Double, _ t: Double) -> Double {
      0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
    }
    for piece in 1...pieces {
      let t = Double(piece) / Double(pieces)
      line.append(Point(x: value(p0.x, p1.x, p2.x, p3.x, t), y: value(p0.y, p1.y, p2.y, p3.y, t)))
    }
  }
  return line
}

/// A running line of loops from left to right, as a signature's.
func scribble(in box: Rectangle, _ random: inout SeededRandom) -> [Point] {
  let count = random.integer(in: 6...16)
  let knots = (0..<count).map { index in
    Point(
      x: box.x + box.width * min(1, max(0, (Double(index) + random.uniform(in: -0.9...0.9)) / Double(count - 1))),
      y: box.y + box.height * (index % 2 == 0 ? random.uniform(in: 0.5...1) : random.uniform(in: 0...0.6)))
  }
  return smoothLine(through: knots)
}

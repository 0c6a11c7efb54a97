/// A kind of line drawing.
protocol Figure: Sendable {
  /// Draws the figure within a box.
  ///
  /// - Parameters:
  ///   - pen: The width of its lines and their gray.
  ///   - region: The region of the truth that it belongs to.
  func draw(in box: Rectangle, pen: Pen, on page: PageComposer, region: Int) throws
}

/// What a drawing is drawn with.
struct Pen {
  /// Pixels.
  let width: Double
  /// 0 = black, 1 = white.
  let gray: Double

  /// The same with another width.
  func scaled(by factor: Double) -> Pen { Pen(width: max(0.7, width * factor), gray: gray) }
}

extension PageComposer {
  func draw(_ line: [Point], _ pen: Pen, isClosed: Bool = false, dashes: [Double] = [], region: Int) {
    draw(.stroke(line, width: pen.width, isClosed: isClosed, dashes: dashes), gray: pen.gray, region: region)
  }

  /// A place within a box.
  func place(in box: Rectangle) -> Point {
    Point(x: box.x + random.uniform() * box.width, y: box.y + random.uniform() * box.height)
  }

  /// Some corners of a polygon around a point, in order.
  func polygon(around centre: Point, radius: Double) -> [Point] {
    let count = random.integer(in: 3...8)
    let isRegular = random.happens(0.5)
    return (0..<count).map { index in
      let turn = Double(index) / Double(count) + (isRegular ? 0 : random.uniform(in: -0.3...0.3) / Double(count))
      let reach = isRegular ? radius : radius * random.uniform(in: 0.6...1)
      return centre.moved(turns: turn, by: reach)
    }
  }
}

/// Closed contours of lines and of quadratic and cubic Bézier curves, filled where they wind about a point.
///
/// Contours that overlap must wind the same way to add up, and the opposite way to cut holes.
public struct Outline: Sendable, Equatable {
  enum Verb: UInt8 { case move, line, quadratic, cubic }

  private(set) var verbs: [Verb] = []
  private(set) var points: [Point] = []

  /// Makes an outline without contours.
  public init() {}

  /// Whether there is nothing to fill.
  public var isEmpty: Bool { points.count < 3 }

  /// Begins a contour; the one before it is closed.
  public mutating func move(to point: Point) {
    verbs.append(.move)
    points.append(point)
  }

  /// Goes on with a line.
  public mutating func line(to point: Point) {
    verbs.append(.line)
    points.append(point)
  }

  /// Goes on with a curve of one control point.
  public mutating func curve(to point: Point, control: Point) {
    verbs.append(.quadratic)
    points.append(control)
    points.append(point)
  }

  /// Goes on with a curve of two control points.
  public mutating func curve(to point: Point, controls first: Point, _ second: Point) {
    verbs.append(.cubic)
    points.append(first)
    points.append(second)
    points.append(point)
  }

  mutating func append(_ other: Outline) {
    verbs += other.verbs
    points += other.points
  }

  /// The outline with every point moved.
  func mapped(_ transform: (Point) -> Point) -> Outline {
    var result = self
    result.points = points.map(transform)
    return result
  }

  /// The smallest rectangle around all points, those of control too; `nil` for an outline without points.
  var bounds: (least: Point, greatest: Point)? {
    guard var least = points.first else { return nil }
    var greatest = least
    for point in points {
      least = Point(x: min(least.x, point.x), y: min(least.y, point.y))
      greatest = Point(x: max(greatest.x, point.x), y: max(greatest.y, point.y))
    }
    return (least, greatest)
  }
}

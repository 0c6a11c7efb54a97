import Imaging

/// Turns outlines into the share of each pixel that they cover.
///
/// Every edge leaves the area to its right in a row of signed differences, whose running sum is the coverage: exact
/// up to the flattening of curves, and the same whatever else is drawn.
/// - SeeAlso: Raph Levien, "Inside the fastest font renderer in the world", 2016 (font-rs).
struct Rasteriser {
  /// Curves are cut into lines that leave them by less, in pixels.
  private static let tolerance = 0.02

  /// Contours one after the other, each closed by its first point.
  private var points: [Point] = []
  private var contourEnds: [Int] = []
  private var differences: [Float] = []

  /// The pixels that the last outline can touch, within the page; `nil` where there are none.
  private(set) var area: PixelBox?
  /// The smallest rectangle around the last outline, which may lie beyond the page.
  private(set) var bounds = (least: Point(x: 0, y: 0), greatest: Point(x: 0, y: 0))

  /// Flattens an outline and adds up its edges.
  mutating func add(_ outline: Outline, _ transform: Affine, pageWidth: Int, pageHeight: Int) {
    flatten(outline, transform)
    area = nil
    guard let first = points.first else { return }
    var (least, greatest) = (first, first)
    for point in points {
      least = Point(x: min(least.x, point.x), y: min(least.y, point.y))
      greatest = Point(x: max(greatest.x, point.x), y: max(greatest.y, point.y))
    }
    bounds = (least, greatest)
    func pixel(_ value: Double, _ limit: Int) -> Int { Int(min(max(value, 0), Double(limit))) }
    let left = pixel(least.x.rounded(.down), pageWidth)
    let top = pixel(least.y.rounded(.down), pageHeight)
    let width = pixel(greatest.x.rounded(.up), pageWidth) - left
    let height = pixel(greatest.y.rounded(.up), pageHeight) - top
    guard width > 0, height > 0 else { return }
    area = PixelBox(x: left, y: top, width: width, height: height)
    let stride = width + 2
    if differences.count < stride * height {
      differences = [Float](repeating: 0, count: stride * height)
    } else {
      for index in 0..<stride * height { differences[index] = 0 }
    }
    let (points, contourEnds) = (points, contourEnds)
    differences.withUnsafeMutableBufferPointer { rows in
      var start = 0
      for end in contourEnds {
        var from = points[end - 1]
        for index in start..<end {
          let to = points[index]
          Self.addEdge(from, to, left: Double(left), top: Double(top), width: width, height: height, rows)
          from = to
        }
        start = end
      }
    }
  }

  /// The coverage of one row of the area, from 0 to 1.
  ///
  /// - Parameter row: From the area's top.
  mutating func coverage(row: Int, into result: inout [Float]) {
    guard let area else { return }
    let stride = area.width + 2
    var sum: Float = 0
    var index = 0
    while index < area.width {
      sum += differences[row * stride + index]
      result[index] = min(abs(sum), 1)
      index += 1
    }
  }

  @inline(__always)
  private static func addEdge(
    _ from: Point, _ to: Point, left: Double, top: Double, width: Int, height: Int,
    _ rows: UnsafeMutableBufferPointer<Float>
  ) {
    guard from.y != to.y else { return }
    let sign = from.y < to.y ? 1.0 : -1.0
    let (upper, lower) = from.y < to.y ? (from, to) : (to, from)
    let slope = (lower.x - upper.x) / (lower.y - upper.y)
    let y0 = max(upper.y - top, 0)
    let y1 = min(lower.y - top, Double(height))
    guard y0 < y1 else { return }
    var x = upper.x - left + slope * (y0 - (upper.y - top))
    var row = Int(y0)
    var y = y0
    while y < y1, row < height {
      let end = min(Double(row + 1), y1)
      let dy = end - y
      let next = x + slope * dy
      // Beyond the left side all of the row is covered, beyond the right nothing.
      let a = min(max(min(x, next), 0), Double(width))
      let b = min(max(max(x, next), 0), Double(width))
      spread(Float(sign * dy), a, b, rows.baseAddress.unsafelyUnwrapped + row * (width + 2))
      x = next
      y = end
      row += 1
    }
  }

  /// Shares an edge's height out to the pixels between its ends in a row.
  @inline(__always)
  private static func spread(_ height: Float, _ a: Double, _ b: Double, _ row: UnsafeMutablePointer<Float>) {
    let first = Int(a)
    let last = Int(b.rounded(.up))
    if last <= first + 1 {
      let middle = Float((a + b) / 2 - Double(first))
      row[first] += height * (1 - middle)
      row[first + 1] += height * middle
      return
    }
    let scale = Float(1 / (b - a))
    let head = 1 - Float(a - Double(first))
    let tail = 1 - Float(Double(last) - b)
    let firstShare = 0.5 * scale * head * head
    let lastShare = 0.5 * scale * tail * tail
    row[first] += height * firstShare
    if last == first + 2 {
      row[first + 1] += height * (1 - firstShare - lastShare)
    } else {
      let secondShare = scale * (0.5 + head)
      row[first + 1] += height * (secondShare - firstShare)
      var column = first + 2
      while column < last - 1 {
        row[column] += height * scale
        column += 1
      }
      let before = secondShare + Float(last - first - 3) * scale
      row[last - 1] += height * (1 - before - lastShare)
    }
    row[last] += height * lastShare
  }

  private mutating func flatten(_ outline: Outline, _ transform: Affine) {
    points.removeAll(keepingCapacity: true)
    contourEnds.removeAll(keepingCapacity: true)
    var next = 0
    for verb in outline.verbs {
      switch verb {
      case .move:
        if !points.isEmpty { contourEnds.append(points.count) }
        points.append(transform(outline.points[next]))
        next += 1
      case .line:
        points.append(transform(outline.points[next]))
        next += 1
      case .quadratic:
        addQuadratic(transform(outline.points[next]), transform(outline.points[next + 1]))
        next += 2
      case .cubic:
        addCubic(
          transform(outline.points[next]), transform(outline.points[next + 1]), transform(outline.points[next + 2]))
        next += 3
      }
    }
    if !points.isEmpty { contourEnds.append(points.count) }
  }

  private mutating func addQuadratic(_ control: Point, _ end: Point) {
    let start = points[points.count - 1]
    let bend = max(abs(start.x - 2 * control.x + end.x), abs(start.y - 2 * control.y + end.y))
    let count = pieces(bend / 4)
    for piece in 1..<count {
      let t = Double(piece) / Double(count)
      let (p, q, r) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
      points.append(Point(x: p * start.x + q * control.x + r * end.x, y: p * start.y + q * control.y + r * end.y))
    }
    points.append(end)
  }

  private mutating func addCubic(_ first: Point, _ second: Point, _ end: Point) {
    let start = points[points.count - 1]
    let bend = max(
      abs(start.x - 2 * first.x + second.x), abs(start.y - 2 * first.y + second.y),
      abs(first.x - 2 * second.x + end.x), abs(first.y - 2 * second.y + end.y))
    let count = pieces(bend * 0.75)
    for piece in 1..<count {
      let t = Double(piece) / Double(count)
      let u = 1 - t
      let (p, q, r, s) = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
      points.append(
        Point(
          x: p * start.x + q * first.x + r * second.x + s * end.x,
          y: p * start.y + q * first.y + r * second.y + s * end.y))
    }
    points.append(end)
  }

  /// How many lines a curve takes whose chord leaves it by `deviation` pixels: the deviation falls with the square of
  /// their number.
  private func pieces(_ deviation: Double) -> Int {
    min(64, max(1, Int((deviation / Self.tolerance).squareRoot().rounded(.up))))
  }
}

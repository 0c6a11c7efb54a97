import Imaging

/// How light the ground of a picture is from place to place: a surface of second degree, so that uneven light and shadows do not
/// count as ink.
///
/// It is fitted to the picture's border, where there is more ground than ink, and then to all that lies near it; what lies
/// far from it, as ink and stains do, weighs little or nothing.
///
/// - SeeAlso: Beaton and Tukey, "The Fitting of Power Series, Meaning Polynomials, Illustrated on Band-Spectroscopic Data",
///   Technometrics 16(2), 1974, for the weights.
struct PictureGround: Sendable, Equatable {
  /// The standard deviation of the ground about the surface.
  private(set) var noise = 0.0
  private var coefficients: [Double]
  private let width: Double
  private let height: Double

  /// Points that a fit is made of, about.
  private static let mostPoints = 6000
  /// Points that each coefficient is made of, at least.
  private static let pointsPerCoefficient = 12
  /// The least deviation that is taken for the ground's: half a step of 8 bits.
  private static let leastNoise = 0.002
  /// Deviations from which on points weigh nothing, over the ground's own.
  private static let reach = 4.685

  private struct Point {
    let terms: [Double]
    let value: Double
  }

  /// Finds the ground of a picture.
  init(_ image: FloatImage) {
    width = Double(image.width)
    height = Double(image.height)
    coefficients = []
    let band = max(1, min(image.width, image.height) / 16)
    let border = points(of: image) { x, y in
      x < band || y < band || x >= image.width - band || y >= image.height - band
    }
    coefficients = [median(border.map(\.value)), 0, 0, 0, 0, 0]
    for count in [1, 3, 3, 6, 6, 6] { fit(border, coefficients: count, noise: deviation(of: border)) }
    let all = points(of: image) { _, _ in true }
    // Within the border there may be more ink than ground.
    for _ in 0..<2 { fit(all, coefficients: 6, noise: deviation(of: border)) }
    noise = deviation(of: border)
  }

  /// The ground's value at a place, in pixels of the picture, whose left upper corner is (0, 0).
  func value(x: Double, y: Double) -> Double {
    let (u, v) = (2 * x / width - 1, 2 * y / height - 1)
    let linear = coefficients[0] + coefficients[1] * u + coefficients[2] * v
    return linear + coefficients[3] * u * u + coefficients[4] * u * v + coefficients[5] * v * v
  }

  private func points(of image: FloatImage, where isTaken: (Int, Int) -> Bool) -> [Point] {
    var places: [(x: Int, y: Int)] = []
    for y in 0..<image.height {
      for x in 0..<image.width where isTaken(x, y) { places.append((x, y)) }
    }
    let step = max(1, places.count / Self.mostPoints)
    return stride(from: 0, to: places.count, by: step).map { index in
      let (x, y) = places[index]
      let (u, v) = (2 * (Double(x) + 0.5) / width - 1, 2 * (Double(y) + 0.5) / height - 1)
      return Point(terms: [1, u, v, u * u, u * v, v * v], value: Double(image.values[y * image.width + x]))
    }
  }

  private func residual(_ point: Point) -> Double {
    point.value - zip(coefficients, point.terms).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The deviation of points about the surface, of which less than half may be no ground.
  private func deviation(of points: [Point]) -> Double {
    max(1.4826 * median(points.map { abs(residual($0)) }), Self.leastNoise)
  }

  /// Fits the first coefficients by weighted least squares, or fewer where there are few points.
  ///
  /// - Parameter noise: The deviation of the ground about the surface so far.
  private mutating func fit(_ points: [Point], coefficients count: Int, noise: Double) {
    let count = points.count >= count * Self.pointsPerCoefficient ? count : 1
    let limit = Self.reach * noise
    var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count)
    for point in points {
      let share = residual(point) / limit
      guard abs(share) < 1 else { continue }
      let weight = (1 - share * share) * (1 - share * share)
      for row in 0..<count {
        for column in 0..<count { matrix[row][column] += weight * point.terms[row] * point.terms[column] }
        matrix[row][count] += weight * point.terms[row] * point.value
      }
    }
    if let solution = solved(matrix) { coefficients = solution + Array(repeating: 0, count: 6 - count) }
  }
}

/// The solution of linear equations, the right sides in the last column, by Gauss's elimination; `nil` where there is none.
private func solved(_ equations: [[Double]]) -> [Double]? {
  var rows = equations
  let count = rows.count
  for column in 0..<count {
    guard let pivot = (column..<count).max(by: { abs(rows[$0][column]) < abs(rows[$1][column]) }),
      abs(rows[pivot][column]) > 1e-9
    else { return nil }
    rows.swapAt(column, pivot)
    for row in 0..<count where row != column {
      let factor = rows[row][column] / rows[column][column]
      for place in column...count { rows[row][place] -= factor * rows[column][place] }
    }
  }
  return (0..<count).map { rows[$0][count] / rows[$0][$0] }
}

/// The middle one of some values, the higher of two.
private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

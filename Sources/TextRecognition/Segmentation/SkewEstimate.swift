import Foundation
import Imaging

/// How far the lines of a page are turned, by the feet of its characters.
///
/// At the right angle the lower ends of the components fall into few rows: the angle is that at which the sum of the
/// squared counts of the rows is largest, of all within ±10°.
///
/// - SeeAlso: Postl, "Detection of Linear Oblique Structures and Skew Scan in Digitized Documents", ICPR 1986; Baird, "The
///   Skew Angle of Printed Documents", 1987, for the use of components' feet.
struct SkewEstimate: Sendable, Equatable {
  /// The angle in radians, clockwise as seen; 0 where it cannot be told.
  let angle: Double

  /// The steepest lines that are looked for, in degrees.
  static let largest = 10.0
  /// Fewer feet tell nothing.
  private static let fewestFeet = 12
  /// The lines have to stand out from those at a random angle by this factor.
  private static let leastContrast = 1.25
  /// What is less than this many degrees stays: turning costs sharpness.
  private static let negligible = 0.15

  /// Estimates the skew of components.
  ///
  /// - Parameter characterHeight: The usual height of the characters.
  init(_ found: ConnectedComponents, characterHeight: Int) {
    let usual = (characterHeight / 3)...(characterHeight * 5 / 2)
    let feet: [SIMD2<Double>] = found.components.compactMap { component in
      let box = component.box
      guard usual.contains(box.height), box.width <= 8 * box.height else { return nil }
      return SIMD2(Double(box.x) + Double(box.width) / 2, Double(box.maxY))
    }
    guard feet.count >= Self.fewestFeet else {
      angle = 0
      return
    }
    let bin = max(1, Double(characterHeight) / 5)
    func score(_ degrees: Double) -> Double { Self.score(feet, degrees: degrees, bin: bin) }
    func best(around centre: Double, reach: Double, step: Double) -> (angle: Double, score: Double) {
      stride(from: max(-Self.largest, centre - reach), through: min(Self.largest, centre + reach), by: step)
        .map { (angle: $0, score: score($0)) }.max { $0.score < $1.score } ?? (0, 0)
    }
    let coarse = best(around: 0, reach: Self.largest, step: 0.25)
    let fine = best(around: coarse.angle, reach: 0.25, step: 0.05)
    let all = stride(from: -Self.largest, through: Self.largest, by: 1).map(score)
    let usualScore = all.sorted()[all.count / 2]
    let isClear = fine.score > usualScore * Self.leastContrast
    angle = isClear && abs(fine.angle) >= Self.negligible ? fine.angle * .pi / 180 : 0
  }

  private static func score(_ feet: [SIMD2<Double>], degrees: Double, bin: Double) -> Double {
    let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    let rows = feet.map { ($0.y * cosine - $0.x * sine) / bin }
    guard let first = rows.min(), let last = rows.max() else { return 0 }
    // Each foot counts in the two rows that it lies between, so that the score does not jump.
    var counts = [Double](repeating: 0, count: Int(last - first) + 3)
    for row in rows {
      let place = row - first
      let below = Int(place)
      counts[below] += 1 - (place - Double(below))
      counts[below + 1] += place - Double(below)
    }
    return counts.reduce(0) { $0 + $1 * $1 }
  }
}

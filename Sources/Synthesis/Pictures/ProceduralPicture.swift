import Foundation
import Randomness

/// A picture of nothing in particular: a gradient, clouds of noise and a few shapes.
enum ProceduralPicture {
  static let side = 384

  static func draw(_ random: inout SeededRandom) -> Picture {
    let canvas = Canvas(width: side, height: side, rotation: 0)
    let extent = Double(side)
    for _ in 0..<random.integer(in: 0...9) {
      let centre = Point(x: random.uniform(in: 0...extent), y: random.uniform(in: 0...extent))
      let radius = extent * random.logUniform(in: 0.03...0.4)
      let shape: Outline =
        random.happens(0.5)
        ? .ellipse(centre: centre, radiusX: radius, radiusY: radius * random.uniform(in: 0.3...1))
        : .polygon(
          (0..<random.integer(in: 3...7)).map { corner in
            let angle = Double(corner) + random.uniform(in: -0.4...0.4)
            return Point(x: centre.x + radius * cos(angle), y: centre.y + radius * sin(angle))
          })
      canvas.fill(shape, gray: random.uniform())
    }
    let shapes = canvas.image.samples
    let noise = clouds(&random)
    let angle = random.uniform(in: 0...2 * .pi)
    let (slopeX, slopeY) = (cos(angle) / extent, sin(angle) / extent)
    let (light, rough, solid) = (random.uniform(in: 0...1), random.uniform(in: 0.1...1), random.uniform(in: 0.2...0.7))
    var samples = [Float](repeating: 0, count: side * side)
    for index in samples.indices {
      let (x, y) = (Double(index % side) - extent / 2, Double(index / side) - extent / 2)
      let ground = 0.5 + light * (x * slopeX + y * slopeY) + rough * (Double(noise[index]) - 0.5)
      let shape = Double(shapes[index]) / 65_535
      let gray = shape == 1 ? ground : ground * (1 - solid) + shape * solid
      samples[index] = Float(min(max(gray, 0), 1) * 255)
    }
    return Picture(width: side, height: side, samples: samples)
  }

  /// Value noise of five octaves, from 0 to 1.
  /// - SeeAlso: Ebert et al., "Texturing and Modeling", 2003, chapter 2.
  private static func clouds(_ random: inout SeededRandom) -> [Float] {
    var sum = [Float](repeating: 0, count: side * side)
    var total: Float = 0
    for octave in 0..<5 {
      let count = 3 << octave
      let knots = Picture(
        width: count + 1, height: count + 1,
        samples: (0..<(count + 1) * (count + 1)).map { _ in Float(random.uniform()) })
      let weight = Float(1) / Float(1 << octave)
      total += weight
      let step = Double(count) / Double(side)
      for y in 0..<side {
        let v = Double(y) * step
        for x in 0..<side {
          let u = Double(x) * step
          // Smoothed steps hide the knots' grid.
          sum[y * side + x] += weight * knots.gray(x: smooth(u) + 0.5, y: smooth(v) + 0.5)
        }
      }
    }
    return sum.map { $0 / total }
  }

  private static func smooth(_ value: Double) -> Double {
    let whole = value.rounded(.down)
    let part = value - whole
    return whole + part * part * (3 - 2 * part)
  }
}

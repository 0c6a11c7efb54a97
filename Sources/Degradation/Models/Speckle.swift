import Imaging
import Randomness

/// Small dark and light spots: dust, sand, dirt on the glass, fly specks.
public enum Speckle: Degradation {
  /// "speckle".
  public static let name = "speckle"
  /// What it does.
  public static let summary = "Small dark spots on the paper and light ones in the ink."
  /// What is drawn.
  public static let parameters = [
    DegradationParameter("density", 0.002...0.25, within: 0...50, spread: .logarithmic, "spots a square millimetre"),
    DegradationParameter("diameter", 0.06...0.35, within: 0.01...10, spread: .logarithmic, "diameter of a spot in mm"),
    DegradationParameter("depth", 0.25...0.95, within: 0...1, "darkness of a spot"),
    DegradationParameter("light", 0...0.4, within: 0...1, "share of spots that are light"),
  ]

  /// Lays round spots with soft edges over the page.
  public static func apply(to page: inout DegradedPage, draw: inout Draw) {
    let density = draw("density")
    let count = page.spots(density, &draw.random)
    let light = draw("light")
    let depth = draw("depth")
    let diameter = draw("diameter")
    for _ in 0..<count {
      let radius = max(page.pixels(diameter * draw.random.uniform(in: 0.5...1.6)) / 2, 0.45)
      let centre = (x: draw.random.uniform() * Double(page.width), y: draw.random.uniform() * Double(page.height))
      let ink: Float = draw.random.uniform() < light ? 1 : 0
      let strength = Float(depth * draw.random.uniform(in: 0.6...1))
      page.paintSpot(x: centre.x, y: centre.y, radius: radius, value: ink, strength: strength)
    }
  }
}

extension DegradedPage {
  /// How many spots a density in spots a square millimetre makes on the page, a part of a spot by chance; no more than
  /// one to sixteen pixels.
  func spots(_ density: Double, _ random: inout SeededRandom) -> Int {
    let area = Double(width * height) / (pixelsPerMillimetre * pixelsPerMillimetre)
    return min(Int(density * area + random.uniform()), width * height / 16)
  }

  /// Blends a round spot of one gray with edges of one pixel into the page.
  mutating func paintSpot(x: Double, y: Double, radius: Double, value: Float, strength: Float) {
    let rows = max(0, Int(y - radius - 1))..<max(0, min(height, Int(y + radius + 2)))
    let columns = max(0, Int(x - radius - 1))..<max(0, min(width, Int(x + radius + 2)))
    guard !rows.isEmpty, !columns.isEmpty else { return }
    for row in rows {
      for column in columns {
        let (dx, dy) = (Double(column) - x, Double(row) - y)
        let cover = Float(min(max(radius + 0.5 - (dx * dx + dy * dy).squareRoot(), 0), 1)) * strength
        image.values[row * width + column] += (value - image.values[row * width + column]) * cover
      }
    }
  }
}
